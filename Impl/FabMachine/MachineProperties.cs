using BgpVerified.Impl.Fab;
using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabMachine;

/// <summary>What must hold of the state machine, in terms of its states.</summary>
internal sealed class MachineProperties(
    MachineConfig config, IRole clients, IRole leader, IRole? election, IRole acceptors, IRole learners)
{
    public IReadOnlyList<Property> All()
    {
        IReadOnlyList<int> writers = [.. Places(clients, config.Writes), .. learners.Places];
        var properties = new List<Property>
        {
            new("RequestedInv", PropertyKind.Invariant, writers, OfRequested, (after, _) => OnlyRequestedIsLearned(after),
                $"only what a client requested is learned{(config.ChangesLeader ? ", or a null request" : string.Empty)}"),
            new("OrderInv", PropertyKind.Invariant, learners.Places, (_, state) => ((LearnerState)state).Learned, (after, _) =>
                IsOneOrder([.. after.Cast<ValueList<string>>()]), "no two correct learners learn different requests in a slot"),
            OfLearner("ExecutedInv", IsInOrder, "a learner executes slot after slot, each with what it learned there"),
            OfLearner("RollbackInv", IsReplay, "a learner's register is what executing its log gives, also after a rollback"),
            OfLearner("OnceInv", ExecutesOnce, "no request takes effect twice"),
            new("ReplyInv", PropertyKind.Invariant, writers, OfAnswer, (after, _) => RepliesAgree(after),
                "the reply that a client accepts is what executing the agreed order gives"),
        };
        if (config.HasReads)
        {
            properties.Add(new("ReadInv", PropertyKind.Invariant, [.. Places(clients, config.Reads), .. learners.Places], OfAnswer,
                (after, _) => ReadsAreLinearizable(after),
                "a read returns what was learned, and nothing older than what was written or read, with an answer, before it began"));
        }

        if (election is not null)
        {
            properties.Add(new("ElectionInv", PropertyKind.Invariant,
                [.. election.Places, .. acceptors.Places, .. Places(leader, config.MayLoseState)],
                (_, state) => state switch
                {
                    ElectionState elected => elected.Regency,
                    LeaderState rejoined => rejoined.Adopted,
                    _ => ((AcceptorState)state).Slots.Max(slot => slot.Regency),
                },
                (after, _) => after.All(regency => (int)regency <= (int)after[0]),
                "an acceptor, or a proposer that has lost its state, follows only leaders that were elected"));
        }

        if (leader.Places.Count > 0 && config.Slots > config.Parallel)
        {
            properties.Add(new("WindowInv", PropertyKind.Invariant, leader.Places, (_, state) => IsInWindow((LeaderState)state),
                (after, _) => after.All(holds => (bool)holds),
                "a correct leader begins an instance only when the one k before it is finished, so that what it says of it is true"));
        }

        if (config.LosingAcceptors.Count > 0)
        {
            properties.Add(new("RejoinInv", PropertyKind.Invariant, Places(acceptors, config.MayLoseState),
                (_, state) => OfRejoined((AcceptorState)state), (after, _) => after.All(twice => !(bool)twice),
                "an acceptor that has lost its state never accepts another request in a slot"));
        }

        if (config.LosingProposers.Count > 0)
        {
            properties.Add(new("LeaderInv", PropertyKind.Invariant, Places(leader, config.MayLoseState),
                (_, state) => ProposedTwice((LeaderState)state), (after, _) => after.All(twice => !(bool)twice),
                "a correct leader proposes one request in a slot and regency, also if it loses its state"));
        }

        if (config.ClaimsLiveness)
        {
            properties.Add(config.ChangesLeader ? AnsweredIfThereIsASlot() : new("AnsweredProp", PropertyKind.Eventually,
                Places(clients, config.HasRequest), (_, state) => ((ClientState)state).Answer is not null,
                (after, _) => after.All(answered => (bool)answered), "every request is answered in the end"));
        }

        return properties;
    }

    /// <summary>
    /// Every request is answered in the end, or has found no slot: a run has finitely many, and null requests and requests that a Byzantine
    /// leader repeats take some of them.
    /// </summary>
    private Property AnsweredIfThereIsASlot() =>
        new("AnsweredProp", PropertyKind.Eventually, [.. Places(clients, config.HasRequest), .. learners.Places],
            (_, state) => state switch
            {
                ClientState { Answer: not null } => Register.None,
                ClientState client => config.RequestOf(client.Id),
                _ => ((LearnerState)state).Learned,
            },
            (after, _) => after.OfType<string>().All(waiting => waiting == Register.None
                || after.OfType<ValueList<string>>().All(learned => !learned.Contains(Register.None) && !learned.Contains(waiting))),
            "every request is answered in the end, unless all slots are learned, with other requests");

    private static IReadOnlyList<int> Places(IRole role, Func<ProcessId, bool> which) =>
        [.. role.Correct.Zip(role.Places).Where(process => which(process.First)).Select(process => process.Second)];

    private bool IsInWindow(LeaderState leader) =>
        leader.Proposed.Index().All(begun => begun.Index < config.Parallel || leader.Finished.Contains(begun.Index - config.Parallel));

    private Property OfLearner(string name, Func<LearnerState, bool> holds, string meaning) =>
        new(name, PropertyKind.Invariant, learners.Places, (_, state) => holds((LearnerState)state),
            (after, _) => after.All(held => (bool)held), meaning);

    private object OfRequested(int process, object state) => state switch
    {
        ClientState { HasSent: true } client => config.RequestOf(client.Id),
        LearnerState learner => learner.Learned,
        _ => Register.None,
    };

    private bool OnlyRequestedIsLearned(IReadOnlyList<object> after) =>
        after.OfType<ValueList<string>>().SelectMany(learned => learned).All(request =>
            request == Register.None || after.Contains(request) || (config.ChangesLeader && request == Register.NoOp));

    private static bool IsOneOrder(IReadOnlyList<ValueList<string>> learned) =>
        Enumerable.Range(0, learned.FirstOrDefault()?.Count ?? 0).All(slot =>
            learned.Select(slots => slots[slot]).Where(request => request != Register.None).Distinct().Count() <= 1);

    private static bool IsInOrder(LearnerState learner) =>
        learner.Log.Index().All(entry =>
            entry.Item.Slot == entry.Index
            && (learner.Learned[entry.Index] == Register.None || learner.Learned[entry.Index] == entry.Item.Request));

    /// <summary>Each execution started from what the one before left behind, and wrote its value unless it was a repetition.</summary>
    private static bool IsReplay(LearnerState learner) =>
        Before(learner, 0) == Register.Initial
        && learner.Log.Index().All(entry =>
            Before(learner, entry.Index + 1) == (entry.Item.Request == Register.NoOp ? entry.Item.Before : entry.Item.Request)
            || IsRepeated(learner, entry.Index));

    private static bool ExecutesOnce(LearnerState learner) =>
        learner.Log.Index().All(entry => !IsRepeated(learner, entry.Index) || Before(learner, entry.Index + 1) == entry.Item.Before);

    private static string Before(LearnerState learner, int index) =>
        index < learner.Log.Count ? learner.Log[index].Before : learner.Value;

    private static bool IsRepeated(LearnerState learner, int index) =>
        learner.Log.Take(index).Any(earlier => earlier.Request == learner.Log[index].Request);

    /// <summary>What a client was answered, with its request; what a learner learned.</summary>
    private object OfAnswer(int process, object state) => state switch
    {
        ClientState { Answer: { } answer } client => (config.RequestOf(client.Id), answer with { IsTentative = false }, client.Before),
        LearnerState learner => learner.Learned,
        _ => Register.None,
    };

    private bool RepliesAgree(IReadOnlyList<object> after)
    {
        var order = Agreed(after);
        return after.OfType<(string Request, Answer Answer, ValueSet<string> Before)>().Where(client => client.Answer.Slot >= 0)
            .All(client =>
        {
            var slot = client.Answer.Slot;
            var isAsOrdered = order[slot] == Register.None || (order[slot] == client.Request && !order.Take(slot).Contains(client.Request));
            return isAsOrdered && (order.Take(slot).Contains(Register.None) || Register.After(order.Take(slot)) == client.Answer.Result);
        });
    }

    private bool ReadsAreLinearizable(IReadOnlyList<object> after)
    {
        // A request takes effect where it comes first; the initial value is before them all.
        var order = Agreed(after);
        int Position(string value) => value == Register.Initial ? -1 : order.IndexOf(value);
        return after.OfType<(string Request, Answer Answer, ValueSet<string> Before)>().Where(client => client.Answer.Slot < 0)
            .All(client =>
            (client.Answer.Result == Register.Initial || order.Contains(client.Answer.Result))
            && client.Before.All(earlier => Position(earlier) <= Position(client.Answer.Result)));
    }

    /// <summary>
    /// What correct learners learned in each slot, together. Where they disagree (OrderInv says so) the first in the order
    /// of texts counts, so that it does not matter who learned it.
    /// </summary>
    private List<string> Agreed(IReadOnlyList<object> after)
    {
        var learned = after.OfType<ValueList<string>>().ToList();
        return [.. Enumerable.Range(0, config.Slots).Select(slot =>
            learned.Select(slots => slots[slot]).Where(request => request != Register.None).Order(StringComparer.Ordinal)
                .FirstOrDefault(Register.None))];
    }

    private static object ProposedTwice(LeaderState leader) =>
        leader.Past.Zip(leader.Proposed).Any(slot => slot.First.Number == leader.Number && slot.First.Value != Register.None
            && slot.Second != Register.None && slot.First.Value != slot.Second);

    private static object OfRejoined(AcceptorState acceptor) =>
        acceptor.Past.Zip(acceptor.Accepted).Any(slot => slot.First != Register.None && slot.Second != Register.None
            && slot.First != slot.Second);
}
