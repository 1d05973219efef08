using BgpVerified.Spec.Protocols;

namespace BgpVerified.CommandLine;

/// <summary>The protocols that a program knows, found by their names.</summary>
internal sealed class Catalogue
{
    private readonly string program;

    /// <summary>Makes a catalogue.</summary>
    /// <param name="protocols">The protocols, in the order in which they are listed.</param>
    /// <param name="program">The program's name, for the commands that messages refer to.</param>
    /// <exception cref="InvalidModelException">There are none, or two have one name.</exception>
    public Catalogue(IReadOnlyList<IProtocol> protocols, string program)
    {
        (Protocols, this.program) = (protocols, program);
        if (protocols.Count == 0)
        {
            throw new InvalidModelException("this program has no protocol; hand Bgpv.Run at least one");
        }

        if (protocols.GroupBy(protocol => protocol.Name).FirstOrDefault(group => group.Count() > 1) is { } same)
        {
            throw new InvalidModelException(
                $"{same.Count()} protocols of this program are called '{same.Key}'; give each a name of its own");
        }
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<IProtocol> Protocols { get; }

    public IProtocol Protocol(string name) =>
        Find(name, Protocols, protocol => protocol.Name, "unknown protocol", "the protocols are", $"{program} list");

    public Scenario Scenario(IProtocol protocol, string name) => Find(
        name, protocol.Scenarios, item => item.Name,
        $"{protocol.Name} has no scenario", "its scenarios are", $"{program} list {protocol.Name}");

    public Rule Rule(IProtocol protocol, string name) => Find(
        name, protocol.Rules, rule => rule.Name, $"{protocol.Name} has no rule", "its rules are", $"{program} list {protocol.Name}");

    private static T Find<T>(string name, IReadOnlyList<T> known, Func<T, string> nameOf, string unknown, string are, string all) =>
        known.Any(item => nameOf(item) == name)
            ? known.First(item => nameOf(item) == name)
            : throw new BadInputException($"{unknown} '{name}'; {Names.Known(name, are, [.. known.Select(nameOf)], all)}");
}
