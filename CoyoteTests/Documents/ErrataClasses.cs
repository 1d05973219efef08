using System.Text;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CoyoteTests.Documents;

/// <summary>Makes <c>docs/ERRATA-CLASSES.md</c>: every erratum with its class, what it was before, and why it changed.</summary>
internal static class ErrataClasses
{
    private const string Gaps = "E01 E02 E03 E15 E16 E17 E19 E20 R02 R03 R08 F04 F05 P05 M06";
    private const string Safety = "E04 E05 E06 E09 E14 E21 E22 R01 R04 R07 P01 P04 M01 M02 M03 M04 M05 M07";
    private const string Liveness = "E07 E08 E10 E11 E12 E13 E18 E23 E24 E25 R05 R06 R09 F01 F02 F03 P02 P03";

    private static readonly Dictionary<string, string> Why = new()
    {
        ["E05"] = "The unsafe half was wrong: with the paper's guard kept, what was learned is kept (`check bgp --scenario two-ballots "
            + "--without justification --with prefix-guard --property ConsistencyInv` holds). The other half blocks for ever, and is "
            + "shown now in a run that does (`docs/counterexamples/bgp-E05.trace.json`).",
        ["E06"] = "Unsafe only where the paper's guard is replaced, as we do. The paper's sentence is false, and its guard turns that "
            + "into lost ballots.",
        ["E07"] = "Alone it costs a ballot; with E21 it breaks Consistency, with no faulty process.",
        ["E08"] = "The paper opens a classic ballot after a conflict; our scenario had fast ballots only. With one, `check bgp "
            + "--scenario conflict --without open-by-phase1 --without fast-voted --property LivenessProp` holds.",
        ["E09"] = "No property of the paper forbids it.",
        ["E13"] = "A new leader catches up.",
        ["E16"] = "The text and the pseudocode differ; either would do.",
        ["E20"] = "A weak specification is no error.",
        ["E22"] = "The paper says itself that the pseudocode leaves it out.",
        ["E23"] = "The paper's Liveness speaks of correct proposers; announced and not written.",
        ["E24"] = "Of our own fast ballots (E08), not of the paper's.",
        ["E25"] = "Numbers have no bound in the paper, so that a later leader gets past.",
        ["E26"] = "A delay, when it was known by reading only. A run over the network `once` loses a universally commutative command; "
            + "other commands are delayed.",
        ["R01"] = "O8 says when a write ends, not that it may not become total later.",
        ["R05"] = "Figure 3 is high-level pseudocode, and section 1 has the leader write only one value; what the two give together is "
            + "left open.",
        ["R06"] = "Later timestamps are not concerned, unless changes with invalid reports count; figure 5 itself is not.",
        ["R07"] = "The sentence quoted is of the normal case; what holds in later views is left open.",
        ["R09"] = "\"Nobody ever decides\" was false: it was an artefact of two timestamps. With three and two proposers (`check "
            + "fab-register --rules published --commands a,b --ballots fast,fast,fast`) all decide.",
        ["P04"] = "Harmless in the paper; a trap of our repair of P02.",
        ["M01"] = "The paper gives no number for reads; the pair of numbers refuted was ours.",
        ["M02"] = "One sentence, read the worst way.",
        ["M03"] = "Usual practice, not mentioned.",
        ["M04"] = "Not said how k is enforced.",
        ["M05"] = "Depends on which instance \"the last\" is.",
    };

    public static string Write()
    {
        var text = new StringBuilder(
            """
            # Classes of errata

            What each class means is at the head of [ERRATA.md](ERRATA.md). *Before*: the first catalogue, which knew gaps, safety and
            liveness only, before a hostile reading with the papers open. Identifiers stay; none was dropped. Made by the tests
            from the catalogues, like ERRATA.md.

            | paper | | gap | safety | liveness | delay | choice | own repair |
            | --- | --- | --- | --- | --- | --- | --- | --- |

            """.ReplaceLineEndings("\n"));
        foreach (var (paper, _, protocols) in ErrataDocument.Papers)
        {
            var errata = Errata(protocols);
            text.Append($"| {paper} | before | {Counts(kind => errata.Count(erratum => Before(erratum.Id) == kind))} |\n");
            text.Append($"| | now | {Counts(kind => errata.Count(erratum => erratum.Kind == kind))} |\n");
        }

        text.Append("\n| erratum | where | before | now | what fails in the paper | why it changed |\n| --- | --- | --- | --- | --- | "
            + "--- |\n");
        foreach (var erratum in ErrataDocument.Papers.SelectMany(paper => Errata(paper.Protocols)))
        {
            var before = Before(erratum.Id);
            var was = before is { } kind ? ErrataChapter.Name(kind).ToLowerInvariant() : "new";
            var why = before == erratum.Kind ? string.Empty
                : before is null ? Why.GetValueOrDefault(erratum.Id, string.Empty) : Why[erratum.Id];
            text.Append($"| {erratum.Id} | {erratum.Location} | {was} | {ErrataChapter.Name(erratum.Kind).ToLowerInvariant()} ")
                .Append($"| {erratum.Fails ?? "nothing"} | {why} |\n");
        }

        return text.ToString();
    }

    private static string Counts(Func<ErratumKind, int> of) => string.Join(" | ", Enum.GetValues<ErratumKind>().Select(of));

    private static List<Erratum> Errata(IEnumerable<IProtocol> protocols) => [.. protocols.SelectMany(protocol => protocol.Errata)
        .DistinctBy(erratum => erratum.Id).OrderBy(erratum => erratum.Id, StringComparer.Ordinal)];

    private static ErratumKind? Before(string id) =>
        Gaps.Split(' ').Contains(id) ? ErratumKind.Gap
        : Safety.Split(' ').Contains(id) ? ErratumKind.Safety
        : Liveness.Split(' ').Contains(id) ? ErratumKind.Liveness
        : null;
}
