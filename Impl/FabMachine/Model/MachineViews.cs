using BgpVerified.Impl.Fab;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabMachine;

/// <summary>
/// The parts of the world that processes read, one for each kind of message and slot or addressee: a handler's results are
/// remembered on these. What a Byzantine leader could propose is worked out here; what other Byzantine processes could sign
/// is added where quorums are offered.
/// </summary>
internal sealed class MachineViews
{
    private readonly List<Part> all = [];

    public MachineViews(MachineConfig config)
    {
        Requests = Messages("requests", m => m is Request);
        for (var s = 0; s < config.Slots; s++)
        {
            var slot = s;
            Finished.Add(Messages($"learned {slot}", m => m is SlotLearned learned && learned.Slot == slot));
            Accepted.Add(Signed($"accepted {slot}", slot));
            Proposals.Add(config.HasByzantineLeader
                ? Add(new DerivedPart($"what a Byzantine leader could propose in {slot}", Requests, slot < config.Parallel
                    ? Requests
                    : Finished[slot - config.Parallel], (requests, finished) =>
                    MachineAdversary.Proposals(slot, (ValueSet<Message>)requests, (ValueSet<Message>)finished, config)))
                : Messages($"proposals {slot}", m => m is SlotPropose propose && propose.Slot == slot));
        }

        foreach (var (client, request) in config.Requests.Index())
        {
            Answers.Add(request == MachineConfig.Read
                ? Messages($"answers to c{client + 1}", m => m is ReadReply reply && reply.Client == client)
                : Messages($"replies to c{client + 1}", m => m is Reply reply && reply.Request == request));
        }

        Reads = Messages("read-only requests", m => m is ReadOnly);
        Completed = Add(new GatheredPart<ValueSet<string>>("completed", m => m as Completed,
            set => new(set.Select(m => ((Completed)m).Value))));
        LastQueries = Messages("acceptors that ask", m => m is LastQuery);
        Rejoining = Messages("learners that rejoin", m => m is ListQuery or Rejoined);
        ListQueries = Messages("learners that ask", m => m is ListQuery);
        foreach (var to in config.LosingAcceptors.Members)
        {
            LastReports[to] = Messages($"last instances for a{to + 1}", m => m is LastReport report && report.To == to);
        }

        foreach (var to in config.LosingLearners.Members)
        {
            Lists[to] = Messages($"lists for l{to + 1}", m => m is ListTold told && told.To == to);
        }
    }

    public IReadOnlyList<Part> All => all;

    public Part Requests { get; }

    /// <summary>For each slot, who has learned it.</summary>
    public List<Part> Finished { get; } = [];

    /// <summary>For each slot, what acceptors signed to have accepted.</summary>
    public List<Part> Accepted { get; } = [];

    /// <summary>For each slot, what the leader proposed, or could propose if it is Byzantine.</summary>
    public List<Part> Proposals { get; } = [];

    /// <summary>For each client, what learners replied to it.</summary>
    public List<Part> Answers { get; } = [];

    public Part Reads { get; }

    /// <summary>What has been written or read, with an answer.</summary>
    public Part Completed { get; }

    public Part LastQueries { get; }

    public Part ListQueries { get; }

    /// <summary>Which learners have lost their state, and which have their list again.</summary>
    public Part Rejoining { get; }

    /// <summary>For each acceptor that may lose its state, what the others say was the last instance.</summary>
    public Dictionary<int, Part> LastReports { get; } = [];

    /// <summary>For each learner that may lose its state, the lists that others tell it.</summary>
    public Dictionary<int, Part> Lists { get; } = [];

    private GatheredPart<ValueSet<Message>> Messages(string name, Func<Message, bool> concerns) =>
        Add(GatheredPart.Messages(name, concerns));

    private GatheredPart<ValueList<SignedProposal>> Signed(string name, int slot) => Add(new GatheredPart<ValueList<SignedProposal>>(
        name,
        m => m is SlotAccepted accepted && accepted.Slot == slot ? m : null,
        set => SignedProposal.Together(set.Select(m => ((SlotAccepted)m).Accepted)
            .Select(m => (new Proposal(m.Number, m.Value), m.From, m.Delay)))));

    private T Add<T>(T view)
        where T : Part
    {
        all.Add(view);
        return view;
    }
}
