using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Registers;

/// <summary>What the catalogues of all registers have in common.</summary>
/// <typeparam name="TRule">The register's rules.</typeparam>
/// <param name="name">Its name on the command line.</param>
/// <param name="summary">What it is, in one line.</param>
/// <param name="kind">What each timestamp is called: classic or fast.</param>
/// <param name="build">Builds the model of a configuration.</param>
public abstract class RegisterProtocol<TRule>(string name, string summary, string kind, Func<Configuration, ISystem> build)
    : Protocol<TRule>(name, summary, build)
    where TRule : struct, Enum
{
    /// <inheritdoc/>
    public override string PublishedScenario => "published";

    /// <summary>Where the register's configurations begin: two proposers' values, two learners, two timestamps.</summary>
    protected new Configuration Start => base.Start with { Commands = new(["a", "b"]), Ballots = Timestamps(2), Learners = 2 };

    /// <summary>So many timestamps, as configurations say it.</summary>
    protected ValueList<string> Timestamps(int count) => new(Enumerable.Repeat(kind, count));

    /// <summary>The erratum on O8, which the figures have in common.</summary>
    /// <param name="figure">The register's figure.</param>
    /// <param name="rule">The rule that asks for less.</param>
    /// <param name="late">How a write becomes total late.</param>
    /// <param name="needed">What else there is to say of what is asked.</param>
    protected static Erratum LateWrites(
        int figure,
        TRule rule,
        string late = "may get its last acknowledgments after one with a higher timestamp has become total",
        string needed = "") =>
        new(
            "R01",
            ErratumKind.Choice,
            "Sec. 4.1, O8; Fig. 1",
            "'Every write ... ends either when it becomes total or when an overlapping write with higher timestamp ends': a write "
            + $"{late}. Figure {figure} lets it become total then. O8 says when a write ends; whether a write that has ended may still "
            + "become total (O6 calls it total as soon as it is acknowledged, at whatever time) it does not say. Read as a prohibition "
            + "it is not implemented; read as a definition it is. Both writes write the same value, so no learner is harmed.",
            $"A choice: O8 asks only that a total write stays total.{needed}",
            RuleNames.Of(rule));
}
