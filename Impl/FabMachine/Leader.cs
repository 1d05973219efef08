using BgpVerified.Impl.Fab;
using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabMachine;

/// <summary>The state of a proposer, who leads when its regency comes.</summary>
/// <param name="Id">The proposer.</param>
/// <param name="Number">The regency that it leads: the number of its proposals; -1 before it leads.</param>
/// <param name="Pending">The requests that it has heard and that wait for a slot, in the order in which they came.</param>
/// <param name="Proposed">The request of each slot, from the first; <see cref="Register.None"/> for a gap that it left.</param>
/// <param name="Finished">The slots that it knows to be learned.</param>
/// <param name="Certificates">
/// As a new leader, the progress certificate of each slot in which some acceptor accepted something; empty before it has them.
/// </param>
/// <param name="Suspected">The last regency whose leader it has suspected; -1 for none.</param>
/// <param name="Rejoin">Whether it has lost its state.</param>
/// <param name="Adopted">The regency that it knows of since: it leads later ones only; -1 before.</param>
/// <param name="Past">For the properties only: what it had proposed in each slot before, in its regency then, or nothing.</param>
public sealed record LeaderState(
    ProcessId Id,
    int Number,
    ValueList<string> Pending,
    ValueList<string> Proposed,
    ValueSet<int> Finished,
    ValueList<ProgressCertificate> Certificates,
    int Suspected,
    Rejoin Rejoin,
    int Adopted,
    ValueList<Proposal> Past)
    : ProcessState(Id)
{
    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Fields =>
    [
        ("leads", $"{Number}"),
        ("pending", Pending.ToString()),
        ("proposed", Proposed.ToString()),
        ("finished", string.Join(' ', Finished.Select(slot => $"slot {slot + 1}"))),
        ("suspects", $"{Suspected}"),
        ("rejoin", $"{Rejoin}"),
        ("adopted", $"{Adopted}"),
    ];

    /// <summary>Whether it may propose: the first leader at once, a new one when it has heard enough acceptors.</summary>
    public bool MayPropose => Number == 0 || Certificates.Count > 0;

    /// <summary>A proposer before anything has happened; the first one leads.</summary>
    public static LeaderState Initial(ProcessId id) => new(
        id,
        id.Number == 0 ? 0 : -1,
        ValueList<string>.Empty,
        ValueList<string>.Empty,
        ValueSet<int>.Empty,
        ValueList<ProgressCertificate>.Empty,
        Suspected: -1,
        Rejoin.Never,
        Adopted: -1,
        ValueList<Proposal>.Empty);
}

/// <summary>
/// The leader: it gives each request a slot, and proposes it in the slot's instance of consensus. A new leader first hears what the
/// acceptors have accepted.
/// </summary>
/// <remarks>
/// Section VII leaves the change of leaders to FaB's recovery (section IV-C) in each instance. Links are reliable here: nothing is
/// resent, and nobody pulls (<see cref="Fab.Proposer"/> has both).
/// </remarks>
public static class Leader
{
    /// <summary>A client's request: proposes it in the next slot, as soon as the instance may run; keeps it while it may not.</summary>
    /// <remarks>
    /// Section VII; figure 2, lines 1-4 in each instance; figure 7. TLA+: Hear. A request that comes again keeps its slot.
    /// </remarks>
    public static Step<LeaderState> On(LeaderState self, Request m, MachineConfig config) =>
        self.Pending.Contains(m.Name) || self.Proposed.Contains(m.Name) || VouchedFor(self, config).Contains(m.Name)
            ? Step.Ignore(self)
            : Propose(self with { Pending = self.Pending.Add(m.Name) }, config);

    /// <summary>An instance is finished: the one k after it may run.</summary>
    /// <remarks>Section VIII-B ("k is the number of instances of consensus that may run in parallel"). TLA+: MoveOn.</remarks>
    public static Step<LeaderState> On(LeaderState self, Quorum<SlotLearned> m, MachineConfig config) =>
        m.Signers.Count >= config.FinishedSize && !self.Finished.Contains(m.Statement.Slot)
            ? Propose(self with { Finished = self.Finished.Add(m.Statement.Slot) }, config)
            : Step.Ignore(self);

    /// <summary>It has waited long enough: suspects the leader.</summary>
    /// <remarks>
    /// Figure 2, lines 11-14. TLA+: Suspect. Patience runs out in every regency but the last of the run, whatever was learned: whether a
    /// leader is kept while all goes well is no matter of safety, and the last one has all the time that it needs.
    /// </remarks>
    public static Step<LeaderState> On(LeaderState self, ProgressTimeout m, MachineConfig config) =>
        m.Regency > self.Suspected
            ? Step.To(self with { Suspected = m.Regency }, new Suspicion(m.Regency))
            : Step.Ignore(self);

    /// <summary>Elected: asks the acceptors what they have accepted, in all slots at once.</summary>
    /// <remarks>Figure 4, lines 101-107. TLA+: BecomeLeader. What it had proposed before waits for a slot again.</remarks>
    public static Step<LeaderState> On(LeaderState self, Elected m, MachineConfig config) =>
        config.Fab.Leads(self.Id, m.Regency) && m.Regency > Math.Max(self.Number, self.Adopted) && self.Rejoin != Rejoin.Asking
            ? Step.To(
                self with
                {
                    Number = m.Regency,
                    Pending = new(self.Proposed.Where(request => request is not (Register.None or Register.NoOp)).Concat(self.Pending)),
                    Proposed = ValueList<string>.Empty,
                    Certificates = ValueList<ProgressCertificate>.Empty,
                },
                new Query(m.Regency, IsElected: true))
            : Step.Ignore(self);

    /// <summary>Enough acceptors answered: has a certificate for each slot, and proposes.</summary>
    /// <remarks>Figure 4, lines 108-111, in each slot's instance. TLA+: Recover.</remarks>
    public static Step<LeaderState> On(LeaderState self, ReportsQuorum m, MachineConfig config)
    {
        if (self.MayPropose || m.Number != self.Number)
        {
            return Step.Ignore(self);
        }

        var certificates = CertificatesFrom(m, config);
        if (certificates.Any(certificate => certificate.Answers != config.Fab.CertificateSize))
        {
            return Step.Ignore(self);
        }

        var next = self with { Certificates = certificates };
        return Propose(next with { Pending = new(self.Pending.Except(VouchedFor(next, config))) }, config);
    }

    /// <summary>It loses its state, and asks the acceptors who leads.</summary>
    /// <remarks>Section VIII-B ("a joining proposer queries a quorum of acceptors"). TLA+: no action.</remarks>
    public static Step<LeaderState> On(LeaderState self, LoseState m, MachineConfig config) =>
        config.MayLoseState(self.Id) && self.Rejoin == Rejoin.Never
            ? Step.To(
                LeaderState.Initial(self.Id) with
                {
                    Number = -1,
                    Rejoin = Rejoin.Asking,
                    Past = new(self.Proposed.Select(request => new Proposal(self.Number, request))),
                },
                new LeaderQuery())
            : Step.Ignore(self);

    /// <summary>A quorum of acceptors answered: adopts the latest regency that one of them proves.</summary>
    /// <remarks>
    /// Section VIII-B ("for their current proof-of-leadership and adopts the largest valid response"). TLA+: no action. Deviates: "the only
    /// state in proposers is the identity of the current leader" is not so of a leader, which has forgotten what it proposed; so it leads
    /// only later regencies (M08). It hears clients' requests again.
    /// </remarks>
    public static Step<LeaderState> On(LeaderState self, LeaderQuorum m, MachineConfig config)
    {
        if (self.Rejoin != Rejoin.Asking || m.Reports.Count < config.LeaderSize)
        {
            return Step.Ignore(self);
        }

        var regency = AdoptedOf(m, config);
        return Step.To(self with
        {
            Rejoin = Rejoin.Answered,
            Adopted = regency,
            Number = !config.Has(MachineRule.LeadLater) && config.Fab.Leads(self.Id, regency) ? regency : -1,
        });
    }

    /// <summary>The largest valid answer; the first regency needs no proof.</summary>
    public static int AdoptedOf(LeaderQuorum m, MachineConfig config) =>
        m.Reports.Where(report => config.Asks(MachineRule.LeaderProof, report.IsElected)).Max(report => (int?)report.Regency) ?? 0;

    /// <summary>The progress certificate that answers make for each slot of which one of them speaks, and for the first.</summary>
    public static ValueList<ProgressCertificate> CertificatesFrom(ReportsQuorum m, MachineConfig config) =>
        new(Enumerable.Range(0, m.Reports.Select(report => report.Answers.Count).Append(1).Max()).Select(slot =>
            ProgressCertificate.From(m.Number, m.Reports.Select(report => report.Answers.At(slot, Fab.Answer.Nothing)), config.Fab)));

    /// <summary>
    /// Proposes in one slot after the other what its certificate vouches for, or else what waits; null requests in the gaps before a slot
    /// that a certificate speaks of, so that nothing that was chosen waits for a request to come.
    /// </summary>
    private static Step<LeaderState> Propose(LeaderState self, MachineConfig config)
    {
        var sends = new List<Message>();
        for (var slot = self.Proposed.Count; self.MayPropose && MayRun(self, slot, config); slot++)
        {
            if (InRecovery(self, slot, config) is { } recovered)
            {
                self = self with { Proposed = self.Proposed.Add(recovered) };
            }
            else if (self.Pending.Count > 0)
            {
                self = self with { Pending = new(self.Pending.Skip(1)), Proposed = self.Proposed.Add(self.Pending[0]) };
            }
            else
            {
                break;
            }

            var request = self.Proposed[slot];
            if (request != Register.None)
            {
                var certificate = self.Number == 0 ? null : self.Certificates.At(slot, OfNothing(self.Number, config));
                sends.Add(new SlotPropose(slot, new(self.Number, request, certificate), request != Register.NoOp, IsInWindow: true));
            }
        }

        return Step.To(self, [.. sends]);
    }

    /// <summary>The certificate for a slot in which nobody who answered accepted anything.</summary>
    private static ProgressCertificate OfNothing(int number, MachineConfig config) => ProgressCertificate.From(
        number, Enumerable.Repeat(Fab.Answer.Nothing, config.Fab.CertificateSize), config.Fab);

    /// <summary>What a new leader must propose in a slot, or fills it with; null if it is free to choose.</summary>
    private static string? InRecovery(LeaderState self, int slot, MachineConfig config)
    {
        var vouchedFor = VouchedFor(self, config);
        return slot >= vouchedFor.Count ? null
            : vouchedFor[slot] != Register.None ? vouchedFor[slot]
            : config.Has(MachineRule.FillGaps) ? Register.NoOp
            : Register.None;
    }

    /// <summary>What certificates oblige it to, up to the last slot that one of them speaks of; a majority has a correct acceptor, and it
    /// the client's signature.</summary>
    private static ValueList<string> VouchedFor(LeaderState self, MachineConfig config)
    {
        if (!config.Has(MachineRule.AdoptVouched))
        {
            return ValueList<string>.Empty;
        }

        var values = self.Certificates.Select(certificate => certificate.Vouching.Value ?? Register.None).ToList();
        return new(values.Take(values.FindLastIndex(value => value != Register.None) + 1));
    }

    private static bool MayRun(LeaderState self, int slot, MachineConfig config) =>
        slot < config.Parallel || self.Finished.Contains(slot - config.Parallel);
}
