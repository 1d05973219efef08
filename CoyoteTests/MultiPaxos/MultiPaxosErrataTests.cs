using BgpVerified.CoyoteTests.Documents;
using BgpVerified.CoyoteTests.Traces;
using BgpVerified.Impl.MultiPaxos;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.MultiPaxos;

/// <summary><c>docs/ERRATA-MULTIPAXOS.md</c> is what the catalogue says and what the checker finds.</summary>
public class MultiPaxosErrataTests
{
    [Fact]
    public void The_errata_are_current() => Golden.AssertCurrent(Write(), "docs", "ERRATA-MULTIPAXOS.md");

    private static string Write()
    {
        IProtocol protocol = new MultiPaxosProtocol();
        return (
            """
            # Errata of MultiPaxos

            Of "The Part-Time Parliament" (Lamport 1998, PTP below), section 3; "Paxos Made Simple" (Lamport 2001) does not make the
            claim. A chapter of [ERRATA.md](ERRATA.md), which says how it is made. The catalogue is in
            `Impl/MultiPaxos/Catalogue/MultiPaxosErrata.cs` and `Impl/MultiPaxos/Catalogue/MultiPaxosRule.cs`.

            ## What the checker finds

            In the shortest run a president who is none any more proposes a decree with a number not above that of one passed before; it
            is not passed. In one with a third president both are passed, in the wrong order: `MultiPaxosTests` tells it step by step.


            """.ReplaceLineEndings("\n")
            + new Finding(protocol, protocol.PublishedScenario).Write()
            + $"## {protocol.Name}: the errata\n\n{protocol.Summary}.\n\n{ErrataChapter.Errata(protocol)}").TrimEnd('\n') + "\n";
    }
}
