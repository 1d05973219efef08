using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Fab;

/// <summary>The state of a proposer, who leads when its regency comes.</summary>
/// <param name="Id">Which proposer.</param>
/// <param name="Number">The number of its proposal: the regency that it leads (the paper's <c>pnumber</c>); -1 before it leads.</param>
/// <param name="HasProposed">Whether it has proposed in that regency.</param>
/// <param name="Certificate">The progress certificate that it proposed with (<c>PC</c>); null if none.</param>
/// <param name="IsSatisfied">Whether it knows that enough learners have learned (<c>Learned</c> is large enough).</param>
/// <param name="Ceased">Whether, as the leader, it has stopped resending (<c>Satisfied</c> is large enough).</param>
/// <param name="Suspected">The last regency whose leader it has suspected; -1 for none.</param>
public sealed record ProposerState(
    ProcessId Id, int Number, bool HasProposed, ProgressCertificate? Certificate, bool IsSatisfied, bool Ceased, int Suspected)
    : ProcessState(Id)
{
    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Fields =>
    [
        ("leads", $"{Number}"),
        ("proposed", HasProposed ? "yes" : "no"),
        ("satisfied", IsSatisfied ? "yes" : "no"),
        ("ceased", Ceased ? "yes" : "no"),
        ("suspects", $"{Suspected}"),
    ];

    /// <summary>A proposer before anything has happened.</summary>
    public static ProposerState Initial(ProcessId id) => new(id, -1, false, null, false, false, -1);
}

/// <summary>A proposer: it leads when elected, and watches the leader when not.</summary>
public static class Proposer
{
    /// <summary>The first leader proposes its value.</summary>
    /// <remarks>Figure 2, lines 1-4. TLA+: Start.</remarks>
    public static Step<ProposerState> On(ProposerState self, Start m, FabConfig config) =>
        config.Leads(self.Id, 0) && self.Number < 0
            ? Step.To(self with { Number = 0, HasProposed = true }, new Propose(0, config.ProposalOf(self.Id), null))
            : Step.Ignore(self);

    /// <summary>Elected: asks the acceptors what they have accepted.</summary>
    /// <remarks>Figure 4, lines 101-107; figure 5, lines 206-209. TLA+: BecomeLeader.</remarks>
    public static Step<ProposerState> On(ProposerState self, Elected m, FabConfig config) =>
        config.Leads(self.Id, m.Regency) && m.Regency > self.Number
            ? Step.To(
                self with { Number = m.Regency, HasProposed = false, Certificate = null, Ceased = false },
                new Query(m.Regency, IsElected: true))
            : Step.Ignore(self);

    /// <summary>Enough acceptors answered: proposes what their answers vouch for, or else its own value.</summary>
    /// <remarks>Figure 4, lines 108-111; figure 5, lines 210-214. TLA+: Recover.</remarks>
    public static Step<ProposerState> On(ProposerState self, ReportQuorum m, FabConfig config)
    {
        var certificate = ProgressCertificate.From(m.Number, m.Reports.Select(report => report.Answer), config);
        if (m.Number == 0 || m.Number != self.Number || self.HasProposed || certificate.Answers != config.CertificateSize)
        {
            return Step.Ignore(self);
        }

        var value = certificate.Vouching.Value ?? config.ProposalOf(self.Id);
        return Step.To(self with { HasProposed = true, Certificate = certificate }, new Propose(m.Number, value, certificate));
    }

    /// <summary>Enough learners have learned: it is satisfied, and tells the leader.</summary>
    /// <remarks>Figure 2, lines 6-9; figure 5, lines 216-219. TLA+: BeSatisfied.</remarks>
    public static Step<ProposerState> On(ProposerState self, Quorum<Learned> m, FabConfig config) =>
        m.Signers.Count >= config.LearnedSize && !self.IsSatisfied
            ? Step.To(self with { IsSatisfied = true }, new Satisfied())
            : Step.Ignore(self);

    /// <summary>Enough proposers are satisfied: the leader resends no more.</summary>
    /// <remarks>Figure 2, lines 4 and 16-17; figure 5, lines 204 and 226-227. TLA+: Cease.</remarks>
    public static Step<ProposerState> On(ProposerState self, Quorum<Satisfied> m, FabConfig config) =>
        m.Signers.Count >= config.SatisfiedSize && self.HasProposed && !self.Ceased
            ? Step.To(self with { Ceased = true }, new Ceased(self.Number))
            : Step.Ignore(self);

    /// <summary>Too few learners have learned for too long: it suspects the leader.</summary>
    /// <remarks>
    /// Figure 2, lines 11-14; figure 5, lines 221-224. TLA+: Suspect. Deviates: again in each regency; as printed a
    /// proposer that does not lead waits once, and never suspects a second leader (F02).
    /// </remarks>
    public static Step<ProposerState> On(ProposerState self, ProgressTimeout m, FabConfig config) =>
        !self.IsSatisfied && m.Regency > self.Suspected && (self.Suspected < 0 || config.Has(FabRule.SuspectAgain))
            ? Step.To(self with { Suspected = m.Regency }, new Suspicion(m.Regency))
            : Step.Ignore(self);
}
