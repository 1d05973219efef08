using System.Security.Cryptography;
using System.Text.Json;
using BgpVerified.Checker.Worlds;
using BgpVerified.Cli.Hosted;
using BgpVerified.Cli.Simulated;
using BgpVerified.Impl.Bgp;
using BgpVerified.Impl.BgpMachine;
using BgpVerified.Kit;
using BgpVerified.Runtime.Signing;
using BgpVerified.Runtime.Simulation;
using BgpVerified.Runtime.Wire;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.PropertyTests.Wire;

public sealed class VouchingTests
{
    private static IEnumerable<Walk> Walks() => Walk.All
        .Where(walk => !walk.Config.HasCheckpoints && !walk.Config.Has(BgpRule.PrefixQuorums)
            && new BgpProtocol().Corrected().All(rule => walk.Config.Has(RuleNames.Parse<BgpRule>(rule))));

    [Fact]
    public void What_a_correct_process_vouches_for_was_signed()
    {
        var kinds = new Dictionary<string, int>();
        foreach (var walk in Walks())
        {
            var vouching = new BgpVouching(walk.Config);
            var sent = walk.Worlds[^1].Sent.Cast<SignedMessage>().ToList();
            var signers = sent.ToLookup(message => message.Unsigned, message => message.From);
            foreach (var message in sent)
            {
                var shown = Shown(walk, vouching, message, sent);
                if (shown is null)
                {
                    continue;
                }

                Assert.True(vouching.IsSound(message, shown), $"{walk.Name}: {message}");
                foreach (var claim in vouching.Claims(message).Concat(shown.SelectMany(vouching.Claims)))
                {
                    var count = claim.Statement.From.Number == ProcessId.Nobody
                        ? signers[claim.Statement].Distinct().Count() + walk.Config.ByzantineAcceptors.Count
                        : signers[claim.Statement.Unsigned].Contains(claim.Statement.From)
                            || walk.Config.ByzantineProposers.Contains($"{claim.Statement.From}") ? 1 : 0;
                    Assert.True(count >= claim.Count, $"{walk.Name}: {message} claims {claim.Count} of {claim.Statement}, {count} signed");
                    var kind = $"{message.KindName} {claim.Statement.KindName}";
                    kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
                }
            }
        }

        string[] all =
        [
            "Forward FastProposal", "NewLeader ViewChange", "Phase1B FastProposal", "Phase1B Verify", "Phase2A FastProposal",
            "Phase2A Verify",
            "Proposal FastProposal", "ViewChange Suspicion",
        ];
        Assert.Equal(all, kinds.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void As_many_are_claimed_as_the_simulator_has_checked_and_the_commands_besides()
    {
        var cluster = new SimulatedBgp().Build(new());
        foreach (var walk in Walks().Where(walk => walk.Config.Quorums is { Acceptors: 4, Faults: 1 }))
        {
            var vouching = new BgpVouching(walk.Config);
            var sent = walk.Worlds[^1].Sent.Cast<SignedMessage>().ToList();
            foreach (var message in sent.Where(message => message is not (Reply or Completed)))
            {
                if (Shown(walk, vouching, message, sent) is not { } shown)
                {
                    continue;
                }

                var claims = vouching.Claims(message).Concat(shown.SelectMany(vouching.Claims)).DistinctBy(claim => claim.Statement)
                    .ToList();
                var ofOthers = claims.Where(claim => claim.Statement is not FastProposal).Sum(claim => claim.Count);
                var commands = message is Forward or Proposal ? claims.Count : 0;
                var counted = 1 + shown.Count + ofOthers + commands;

                // Of a leader's proposal the simulator takes one certificate for all that is proven; in a new ballot nothing may be.
                Assert.True(message switch
                {
                    FastProposal => counted == 1,
                    Phase2A => counted <= cluster.SignaturesIn(message) && counted >= 1 + shown.Count,
                    _ => counted == cluster.SignaturesIn(message),
                }, $"{walk.Name}: {counted} of {message}, {cluster.SignaturesIn(message)} in the simulator");
            }
        }
    }

    [Fact]
    public void What_is_not_claimed_a_handler_ignores()
    {
        var kinds = new HashSet<string>();
        foreach (var walk in Walks())
        {
            for (var step = 0; step < walk.Steps.Count; step++)
            {
                var (process, input) = walk.Steps[step];
                foreach (var lesser in Lesser(input, walk.Config))
                {
                    var state = walk.Worlds[step].States[process]!;
                    var (after, sends) = walk.System.Apply(process, state, lesser);
                    var (full, says) = walk.System.Apply(process, state, input);
                    Assert.False(full.Equals(after) && says.SequenceEqual(sends) && (!full.Equals(state) || !says.IsEmpty),
                        $"{walk.Name}: {lesser} has the effect of {input}, which claims more");
                    kinds.Add($"{input.KindName}");
                }
            }
        }

        Assert.Equal(
            ["FastProposal", "Forward", "NewLeader", "Phase1BQuorum", "Phase2A", "Proposal", "ViewChange"],
            kinds.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_process_can_show_what_it_sends_and_everyone_finds_it_valid()
    {
        var (sentCount, checkedCount) = (0, 0);
        foreach (var walk in Walks().Where(walk => !walk.Config.HasByzantine && walk.System.Processes.All(
            process => process.Fault == Fault.None)))
        {
            var envelopes = new Dictionary<SignedMessage, byte[]>();
            var vouching = new BgpVouching(walk.Config);
            var stores = walk.System.Processes.Select(_ => new SignatureStore(walk.Format, vouching, new TestKeys())).ToList();
            for (var step = 0; step < walk.Steps.Count; step++)
            {
                var (process, input) = walk.Steps[step];
                foreach (var message in PartsOf(input).Where(envelopes.ContainsKey))
                {
                    var envelope = SignedEnvelope.Read(walk.Format, envelopes[message]);
                    Assert.Equal(envelopes[message], envelope.Write(walk.Format));
                    Assert.True(stores[process].IsValid(envelope), $"{walk.Name}: {message} is refused");
                    checkedCount++;
                }

                foreach (var message in walk.System.Apply(process, walk.Worlds[step].States[process]!, input).Sends.Cast<SignedMessage>())
                {
                    // An order of its own is a choice of the model's; the answers are those of the input.
                    envelopes.TryAdd(message, stores[process].Sign(message).Write(walk.Format));
                    sentCount++;
                }

                // What it may have to show later it has, so that it can be saved with the state.
                stores[process].HeldBy(walk.Worlds[step + 1].States[process]!);
            }
        }

        Assert.True(sentCount > 200 && checkedCount > 150, $"{sentCount} sent, {checkedCount} checked");
    }

    [Fact]
    public void One_wrong_signature_in_any_place_is_refused()
    {
        var places = new Dictionary<string, int>();
        foreach (var (walk, envelope) in Envelopes())
        {
            Assert.True(Fresh(walk).IsValid(envelope));
            Refused(envelope with { Signature = Wrong(envelope.Signature) }, "signature");
            for (var i = 0; i < envelope.Proofs.Count; i++)
            {
                var (signer, bytes) = envelope.Proofs[i];
                Refused(envelope with { Proofs = With(envelope.Proofs, i, new(signer, Wrong(bytes))) }, "proof");
                Refused(envelope with { Proofs = With(envelope.Proofs, i, new(signer, [])) }, "proof");
                Refused(envelope with { Proofs = With(envelope.Proofs, i, new(signer + 1, bytes)) }, "signer");
                Refused(envelope with { Proofs = [.. envelope.Proofs.Where((_, at) => at != i)] }, "less");
                Refused(envelope with { Proofs = [.. envelope.Proofs.Take(i + 1), .. envelope.Proofs.Skip(i)] }, "twice");
            }

            for (var i = 0; i < envelope.Shown.Count; i++)
            {
                var (message, bytes) = envelope.Shown[i];
                Refused(envelope with { Shown = With(envelope.Shown, i, new(message, Wrong(bytes))) }, "shown");
                Refused(envelope with { Shown = With(envelope.Shown, i, new(message.SignedBy(new('a', 9)), bytes)) }, "shown by another");
                if (envelope.Shown.Count > 1)
                {
                    var other = envelope.Shown[(i + 1) % envelope.Shown.Count];
                    Refused(envelope with { Shown = With(envelope.Shown, i, other) }, "shown twice");
                }

                Refused(envelope with { Shown = [.. envelope.Shown.Where((_, at) => at != i)] }, "shown less");
            }

            void Refused(SignedEnvelope changed, string place)
            {
                Assert.False(Fresh(walk).IsValid(changed), $"{walk.Name}: {envelope.Message} with a wrong {place} is accepted");
                places[place] = places.GetValueOrDefault(place) + 1;

                // Nor is it by one who has seen all that is right.
                var store = Fresh(walk);
                store.Accept(envelope);
                Assert.False(store.IsValid(changed), $"{walk.Name}: {envelope.Message} with a wrong {place} is accepted from memory");
            }
        }

        Assert.True(places.Count == 9 && places.Values.All(count => count >= 5), string.Join(' ', places));

        static T[] With<T>(IReadOnlyList<T> all, int at, T other) => [.. all.Select((one, i) => i == at ? other : one)];

        static byte[] Wrong(byte[] bytes) => [.. bytes.Select((one, i) => i == 3 ? (byte)(one ^ 1) : one)];
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void In_a_simulated_run_every_node_can_show_what_it_sends(int checkpoint)
    {
        var options = new SimulationOptions
        {
            Clients = 3,
            Commands = 40,
            Conflicts = 0.4,
            Universal = 0.2,
            Checkpoint = checkpoint,
            Leader = LeaderFault.Silent,
        };
        var evidence = SimulatedEvidence.All[0];
        var subject = evidence.Open(options);
        var places = subject.System.Processes.Index().ToDictionary(one => one.Item.Name, one => one.Index);
        var vouching = evidence.Vouching(options);
        var (states, stores) = (new Dictionary<string, object>(), new Dictionary<string, SignatureStore>());
        var envelopes = new Dictionary<SignedMessage, byte[]>();
        var witnesses = 0;
        Simulator.Run(new SimulatedBgp(), options, new SimulatedLogs(evidence, "run", (node, line) =>
        {
            var json = JsonDocument.Parse(line).RootElement;
            if (!json.TryGetProperty("input", out var bytes))
            {
                return;
            }

            if (!stores.TryGetValue(node, out var store))
            {
                stores.Add(node, store = new(subject.Format, vouching, new TestKeys()));
            }

            var process = json.GetProperty("process").GetString()!;
            var input = (Input)subject.Format.Read(bytes.GetBytesFromBase64());
            foreach (var part in subject.PartsOf(input))
            {
                Assert.True(store.IsValid(SignedEnvelope.Read(subject.Format, envelopes[part])), $"{part} is refused");
            }

            if (input is Proposal { From.Letter: '\0' } own)
            {
                // A machine's own checkpoint: it signs as its author.
                store.Sign(new FastProposal(own.Command) { From = new('k', process[1] - '1') });
            }

            var before = states.GetValueOrDefault(process) ?? subject.System.Initial(places[process]);
            var (after, sends) = subject.System.Apply(places[process], before, input);
            states[process] = after;
            foreach (var message in sends.Cast<SignedMessage>())
            {
                var envelope = store.Sign(message);
                witnesses += envelope.Witnesses.Count;
                envelopes.TryAdd(message, envelope.Write(subject.Format));
            }

            // What is saved with the state is enough for one that starts again.
            var again = new SignatureStore(subject.Format, vouching, new TestKeys());
            again.Restore(store.HeldBy(after));
            again.HeldBy(after);
        }));
        Assert.True(envelopes.Count > 300, $"{envelopes.Count}");
        Assert.Equal(checkpoint > 0, witnesses > 0);
    }

    [Fact]
    public void Envelopes_changed_in_any_byte_are_refused()
    {
        var random = new Random(13);
        var all = Envelopes().Select(one => (one.Walk, one.Envelope, Bytes: one.Envelope.Write(one.Walk.Format))).ToList();
        for (var i = 0; i < 5_000; i++)
        {
            var (walk, envelope, bytes) = all[random.Next(all.Count)];
            var changed = WireFormatTests.Changed(bytes, bytes, random);
            if (changed.SequenceEqual(bytes))
            {
                continue;
            }

            try
            {
                Assert.False(Fresh(walk).IsValid(SignedEnvelope.Read(walk.Format, changed)), $"{walk.Name}: {envelope.Message}");
            }
            catch (WireException)
            {
            }
        }
    }

    [Fact]
    public void A_store_forgets_what_is_oldest()
    {
        var (walk, _) = Envelopes().First();
        var store = new SignatureStore(walk.Format, new BgpVouching(walk.Config), new TestKeys(), capacity: 100);
        for (var i = 0; i < 1_000; i++)
        {
            store.Sign(new Suspicion(i) { From = new('a', 0) });
            Assert.True(store.Count <= 101);
        }

        var refused = Assert.Throws<MissingSignatureException>(() => store.Sign(new ViewChange(4, 2) { From = new('a', 0) }));
        Assert.Contains("0 signatures are known, 2 are needed", refused.Message, StringComparison.Ordinal);
    }

    private static SignatureStore Fresh(Walk walk) => new(walk.Format, new BgpVouching(walk.Config), new TestKeys());

    /// <summary>Envelopes that carry signatures of others, one of each kind and number.</summary>
    private static List<(Walk Walk, SignedEnvelope Envelope)> Envelopes()
    {
        var all = new Dictionary<string, (Walk, SignedEnvelope)>();
        foreach (var walk in Walks().Where(walk => !walk.Config.HasByzantine))
        {
            var store = Fresh(walk);
            foreach (var message in walk.Worlds[^1].Sent.Cast<SignedMessage>())
            {
                store.Sign(message is FastProposal or Verify or Suspicion ? message : new Suspicion(0) { From = new('a', 0) });
            }

            foreach (var message in walk.Worlds[^1].Sent.Cast<SignedMessage>().OrderBy(message => message is Phase2A or NewLeader))
            {
                try
                {
                    var envelope = store.Sign(message);
                    all.TryAdd($"{message.KindName} {envelope.Shown.Count} {envelope.Proofs.Count}", (walk, envelope));
                }
                catch (MissingSignatureException)
                {
                    // Its order is a choice of the model's.
                }
            }
        }

        return [.. all.Values];
    }

    /// <summary>The messages that a message of a leader follows from; null where they cannot be found for certain.</summary>
    private static IReadOnlyList<SignedMessage>? Shown(Walk walk, BgpVouching vouching, SignedMessage message, List<SignedMessage> sent)
    {
        if (vouching.Shows(message) is not var (question, count))
        {
            return [];
        }

        var answers = sent.Where(one => question.Equals(vouching.Answers(one))).ToList();
        var chosen = Choices(answers, count).FirstOrDefault(some => vouching.IsSound(message, some));
        Assert.True(chosen is not null || walk.Config.HasByzantine, $"{walk.Name}: {message} follows from nothing");
        return chosen;
    }

    private static IEnumerable<IReadOnlyList<SignedMessage>> Choices(List<SignedMessage> all, int count) =>
        Enumerable.Range(0, 1 << all.Count).Where(mask => int.PopCount(mask) == count)
            .Select(mask => (IReadOnlyList<SignedMessage>)[.. all.Where((_, i) => (mask & (1 << i)) != 0)]);

    /// <summary>The same input with nothing to show for what it says.</summary>
    private static IEnumerable<Input> Lesser(Input input, BgpConfig config) => input switch
    {
        FastProposal m => [m with { Command = m.Command with { SignedBy = "nobody" } }],
        Proposal m => [m with { Command = m.Command with { SignedBy = "nobody" } }],
        Forward m => [m with { Command = m.Command with { SignedBy = "nobody" } }],
        ViewChange m => [m with { Suspicions = config.SuspicionSize - 1 }],
        NewLeader m => [m with { Commitments = config.LeaderSize - 1 }],
        Phase2A m => [m with { Justification = m.Justification with { Reports = config.Phase1Size - 1 } }],
        Phase1BQuorum { Reports: var all } m when all.Any(report => !report.Proven.Value.IsEmpty) =>
        [
            m with
            {
                Reports = new(all.Select(report => report with
                {
                    Proven = report.Proven with { Signatures = config.CertificateSize - 1 },
                })),
            },
        ],
        _ => [],
    };

    private static IEnumerable<SignedMessage> PartsOf(Input input) => input switch
    {
        SignedMessage m => [m],
        Phase1BQuorum m => m.Reports,
        Quorum<Verify> m => Parts(m),
        Quorum<Phase2B> m => Parts(m),
        Quorum<UniversalPhase2B> m => Parts(m),
        Quorum<Suspicion> m => Parts(m),
        Quorum<ViewChange> m => Parts(m),
        Quorum<Reply> m => Parts(m),
        _ => [],
    };

    private static IEnumerable<SignedMessage> Parts<T>(Quorum<T> quorum)
        where T : SignedMessage =>
        quorum.Signers.Members.Select(signer => quorum.Statement.SignedBy(new(quorum.Statement.From.Letter, signer)));

    /// <summary>A code of the digest under a key of each process, in place of a signature.</summary>
    private sealed class TestKeys : ICryptography
    {
        public byte[] Sign(ProcessId signer, ReadOnlySpan<byte> digest) =>
            HMACSHA256.HashData([(byte)signer.Letter, .. BitConverter.GetBytes(signer.Number)], digest);

        public bool IsValid(ProcessId signer, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature) =>
            signature.SequenceEqual(Sign(signer, digest));
    }
}
