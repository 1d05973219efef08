using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Exploration;

/// <summary>
/// Whether a configuration can put a property to the test at all: with one command, say, no two learners can learn
/// conflicting sequences, whatever the rules. Asked by taking rules out.
/// </summary>
public static class Exercise
{
    private const long StatesForItsRules = 20_000;
    private const long StatesForOtherRules = 2_000;

    /// <summary>The properties that nothing violates: not the rules that protect them taken out, not all, not any other.</summary>
    /// <remarks>
    /// For each property: without each rule that the catalogue says protects it, and without any rule at all, up to
    /// 20,000 states; then without each other rule, up to 2,000. A property that is violated in one of these is put to the
    /// test by the configuration. For the others that is not shown.
    /// </remarks>
    /// <param name="protocol">The protocol.</param>
    /// <param name="configuration">The configuration, in which the properties hold.</param>
    /// <param name="properties">The names of the properties.</param>
    /// <param name="cancellation">Ends the search; what was not asked then counts as put to the test.</param>
    /// <returns>The names of those that are not shown to be put to the test.</returns>
    public static IReadOnlyList<string> NotExercised(IProtocol protocol, Configuration configuration, IEnumerable<string> properties,
        CancellationToken cancellation) =>
    [
        .. from property in properties
           where !Weaker(protocol, configuration, property)
               .Any(weaker => cancellation.IsCancellationRequested
                   || IsViolated(protocol, weaker.Configuration, property, weaker.MostStates, cancellation))
           select property,
    ];

    private static IEnumerable<(Configuration Configuration, long MostStates)> Weaker(IProtocol protocol, Configuration configuration,
        string property)
    {
        var removable = protocol.Rules.Where(rule => configuration.Rules.Contains(rule.Name)).ToList();
        return
        [
            .. removable.Where(rule => rule.Protects == property).Select(rule => (Without([rule.Name]), StatesForItsRules)),
            (Without([.. removable.Select(rule => rule.Name)]), StatesForItsRules),
            .. removable.Where(rule => rule.Protects != property).Select(rule => (Without([rule.Name]), StatesForOtherRules)),
        ];

        Configuration Without(IReadOnlyCollection<string> rules) => configuration with { Rules = new(configuration.Rules.Except(rules)) };
    }

    private static bool IsViolated(IProtocol protocol, Configuration configuration, string property, long mostStates,
        CancellationToken cancellation)
    {
        try
        {
            var options = new ExplorationOptions
            {
                Symmetry = true,
                MaxStates = mostStates,
                Property = property,
                WithoutGoals = true,
                Cancellation = cancellation
            };
            var found = new Explorer(protocol.Build(configuration), options).Run();
            return found.Verdict == Verdict.Violated;
        }
        catch (InvalidConfigurationException)
        {
            return false;
        }
    }
}
