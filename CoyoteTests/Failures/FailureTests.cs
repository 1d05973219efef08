using System.Text;
using BgpVerified.CoyoteTests.CommandLine;
using BgpVerified.CoyoteTests.Traces;
using Xunit;

namespace BgpVerified.CoyoteTests.Failures;

/// <summary>The failure hierarchy, run: <c>docs/FAILURES.md</c> is its table.</summary>
public class FailureTests
{
    private static readonly IReadOnlyList<FailureClass> Classes = Enum.GetValues<FailureClass>();

    [Fact]
    public void The_document_is_current() => Golden.AssertCurrent(Write(), "docs", "FAILURES.md");

    /// <summary>What a row explores is what its command does.</summary>
    [Theory]
    [InlineData("two-phase-commit", "c1", FailureClass.SendOmission, "violated: TerminationProp, in 4 steps",
        " byzantine=none crashes=1 faulty=c1 omissions=send ")]
    [InlineData("crash-register", "a3", FailureClass.Byzantine, "violated: TokenInv, in 3 steps",
        " byzantine=a3 crashes=0 commands=")]
    [InlineData("bracha", "n4", FailureClass.GeneralOmission, "  264 distinct states",
        " byzantine=none crashes=1 faulty=n4 omissions=general ")]
    public void The_command_says_the_same(string protocol, string faulty, object failures, string says, string heading)
    {
        using var folder = new Folder();
        var row = FailureCase.All.Single(row => row.Protocol == protocol && row.Faulty == faulty);

        var outcome = Tool.Run([.. Tool.Split(row.CommandOf((FailureClass)failures)), "--trace", folder.File("t")]);

        Assert.Contains(says, outcome.Output, StringComparison.Ordinal);
        Assert.Contains(heading, outcome.Output, StringComparison.Ordinal);
    }

    /// <summary>In the TLA+ modules it is any acceptor that may crash.</summary>
    [Fact]
    public void A_trace_with_names_is_no_behaviour_of_a_TLA_module()
    {
        using var folder = new Folder();
        Tool.Run([.. Tool.Split("check crash-register --scenario two-proposers --without read-above --faulty a3 --trace"),
            folder.File("t")]);

        Assert.Contains("faulty", File.ReadAllText(folder.File("t")), StringComparison.Ordinal);
        Tool.Refused(["replay", folder.File("t"), "--format", "tla"], "in the TLA+ modules any acceptor may crash, and nobody else");
    }

    /// <summary>
    /// To omit to receive is no more than to crash, and to omit both no more than to omit to send: the same states, the same verdicts.
    /// </summary>
    [Fact]
    public void Who_omits_to_receive_might_as_well_crash()
    {
        foreach (var row in FailureCase.All.Concat(FailureCase.WithAndWithoutRules))
        {
            Assert.Equal(row.Explore(FailureClass.Crash), row.Explore(FailureClass.ReceiveOmission));
            Assert.Equal(row.Explore(FailureClass.SendOmission), row.Explore(FailureClass.GeneralOmission));
        }
    }

    [Fact]
    public void A_class_breaks_what_a_weaker_one_breaks()
    {
        foreach (var row in FailureCase.All)
        {
            var breaks = Classes.Select(failures => row.Explore(failures).Breaks).ToList();
            Assert.True(!breaks[0] || breaks.All(broken => broken), $"{row.Protocol}, {row.Faulty}");
            Assert.True(!(breaks[1] || breaks[2]) || (breaks[3] && breaks[4]), $"{row.Protocol}, {row.Faulty}");
        }
    }

    private static string Write() => new StringBuilder(
        """
        # The failure hierarchy

        The classes of failures of the lecture's figure, each with what it adds, and what becomes of the protocols under it. Every
        cell is run, each in a configuration that is explored whole; the tests fail when this file is not current, and
        `UPDATE_DOCS=1 dotnet test` writes it anew. What *holds* says is bounded by the configuration, as everywhere here.

        - **Fail-stop**: a process stops, and the others are told. None of these protocols asks whether a process has stopped, so
          that being told changes nothing: fail-stop is the column *crash*. (Two-phase commit could make use of it, but not by
          much: participants that are all prepared do not know what a coordinator that has stopped had told one that has stopped
          as well.)
        - **Crash**: a process stops at any moment, for good (`--faulty NAMES`, or `--crashes K` for any acceptors). What a step
          sends it sends to all: who stops in the middle of sending has omitted the rest.
        - **Send omission**: some of what it sends does not reach some recipients (`--omissions send`); **receive omission**: some
          of what is sent to it does not reach it; **general omission**: both. Each contains *crash*.
        - **Byzantine**: it sends whatever it can sign (`--byzantine NAMES`).

        *Holds (n)*: all properties, in n states up to symmetry; *safety holds*: what must happen in the end is not claimed there,
        such as with a faulty last leader. *P in k*: property P fails, in k steps and not in fewer. *Refused*: the model does not
        have that; why is said below. What must happen in the end is claimed of processes that cannot fail, safety of all that are
        not Byzantine. N and f count acceptors, replicas, nodes or generals; f = 0 and N small where another role fails keep the
        exploration whole.

        | protocol | N, f | who fails | crash, fail-stop | send omission | receive omission | general omission | Byzantine |
        | --- | --- | --- | --- | --- | --- | --- | --- |

        """.ReplaceLineEndings("\n"))
        .Append(Rows(FailureCase.All))
        .Append(
        """

        Refused:

        - Byzantine processes of `gpaxos` and `multipaxos`, and a Byzantine proposer of `crash-register`: they are made for
          crashes, and nothing is said in them of what a liar could send. That it would break them is not shown here; what
          `crash-register` does is shown for an acceptor.
        - Byzantine learners, where they tell nobody anything: nobody else could notice. In FaB they tell each other, and can be
          Byzantine.
        - Crashes and omissions in `pbft`: its model has Byzantine processes only. One of them may stop, so that the last column
          contains the others' runs.
        - Crashes and omissions of the generals: the network is synchronous, and who says nothing is noticed. A traitor may say
          nothing; the last column contains it.

        What it shows: the crash register stands crashes and omissions of each role, and three steps of one Byzantine acceptor
        break it: nothing that acceptors remember is signed. Two-phase commit stands any participant, and no coordinator: one that
        stops blocks it, and a Byzantine one splits it. The others stand every class that they are made for, with f faulty
        acceptors, replicas, nodes or generals; where a leader or proposer fails, another must be left if anything is to be
        decided in the end.

        That omissions change nothing in a whole column is what the protocols are for: they count on N - f processes, and whoever
        omits is like one who never spoke. A rule may still be there for omissions, and not for crashes. When a crash is the
        worst, all hear what one hears:

        | protocol | N, f | who fails | crash, fail-stop | send omission | receive omission | general omission | Byzantine |
        | --- | --- | --- | --- | --- | --- | --- | --- |

        """.ReplaceLineEndings("\n"))
        .Append(Rows(FailureCase.WithAndWithoutRules))
        .Append(
        """

        ## How omissions are explored

        Where whole quorums are delivered, a message may stay undelivered in any run, so that an omission is no step and safety
        does not depend on it. It decides which states are ends: nothing fair is left to happen as soon as there are processes, as
        many as may fail, without whose messages nothing fair is left. `World.IsQuiescent` says so in the plain semantics, and the
        engine asks the same of its numbers (`Expander.Omissions.cs`); observers are not put last then.

        *Receive omission needs no code, and general omission no more than send omission.* Take a state that ends because some
        processes hear nothing more of what they should: nothing fair is left for the others, and for those themselves at most
        what they see without a message. Let them crash, which uses up the same number of failures. States and messages stay as
        they are, so that the others still have nothing fair left, and a crashed process has nothing at all: this state ends as
        well. What must happen in the end reads what processes have come to, not whether they have crashed, and fails there too.
        Nor can a process do more by hearing some messages and not others: on the way to an end any message may be late, and at
        the end only what is never heard counts. So receive omission has the verdicts of crash, and general omission those of send
        omission, both with as many states; only the crashes themselves are steps.

        `OmissionTests` holds all of this, in random configurations and each class of omissions, against an explorer in which each
        omission is a step that loses one message for one recipient, by the fault of its sender or of its recipient.

        ## The commands

        The first column's; with `--omissions send`, `receive` or `general` for the next three, and `--byzantine` in place of
        `--faulty` and `--crashes 0` for the last.

        """.ReplaceLineEndings("\n"))
        .Append('\n')
        .AppendJoin('\n', FailureCase.All.Concat(FailureCase.WithAndWithoutRules)
            .Select(row => $"- `bgpv {row.CommandOf(FailureClass.Crash)}`").Distinct())
        .Append('\n').ToString();

    private static string Rows(IEnumerable<FailureCase> cases) => string.Concat(cases.Select(row =>
        $"| `{row.Protocol}`{(row.Without.Length > 0 ? $" without `{row.Without}`" : string.Empty)} | {row.Sizes} | {row.Faulty} "
        + $"| {string.Join(" | ", Classes.Select(failures => row.Explore(failures).Text))} |\n"));
}
