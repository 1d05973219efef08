using System.Text.RegularExpressions;
using BgpVerified.Mirror;
using Xunit;

namespace BgpVerified.CrossCheck;

/// <summary>Each handler names its action, and each action its handler.</summary>
public class LinkTests
{
    private static readonly Regex Handler = new(
        @"(?<doc>(?:^ *///[^\n]*\n)+) *public static Step<\w+> On\(\w+ self, (?<input>[\w<>]+) m",
            RegexOptions.Multiline | RegexOptions.Compiled);

    public static TheoryData<string> Protocols => [.. Mirrors.All.Select(mirror => mirror.Protocol.Name)];

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Handlers_and_actions_name_each_other(string protocol)
    {
        var mirror = Mirrors.Of(protocol)!;
        var handlers = mirror.Folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, "Impl", folder), "*.cs",
            SearchOption.AllDirectories))
            .Select(File.ReadAllText)
            .SelectMany(source => Handler.Matches(source).SelectMany(match => ActionsNamedIn(match.Groups["doc"].Value)
                .Select(action => (Action: action, Handler: $"{ClassAt(source, match.Index)}.On({match.Groups["input"].Value})"))))
            .Order()
            .ToList();
        var module = ModuleText.Named(mirror.Module);
        var taken = Regex.Matches(module.Definitions.Single(d => d.Name == "Next").Body, @": (\w+)\([^:]*$", RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value);
        var actions = taken.Where(action => action != "Crash")
            .Select(action => (Action: action, Handler: HandlerNamedIn(module.Definitions.Single(d => d.Name == action).Comment)))
            .Order()
            .ToList();

        Assert.NotEmpty(handlers);
        Assert.Equal(actions, handlers);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Every_action_has_its_prose_with_its_heart(string protocol)
    {
        var module = ModuleText.Named(Mirrors.Of(protocol)!.Module);
        var actions = module.Definitions.Where(d => d.Comment.Contains("C#: ", StringComparison.Ordinal)
            && d.Comment.Contains(".On(", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(actions);
        Assert.All(actions, action => Assert.Contains("Heart:", action.Comment, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public void The_errata_that_a_module_cites_exist(string protocol)
    {
        var mirror = Mirrors.Of(protocol)!;
        var known = Mirrors.All.Where(other => other.Module == mirror.Module || other.Extended.Intersect(mirror.Extended).Any())
            .SelectMany(other => other.Protocol.Errata).Select(erratum => erratum.Id).ToHashSet();
        var cited = mirror.Extended.Append(mirror.Module)
            .SelectMany(module => Regex.Matches(File.ReadAllText(Path.Combine(Repository.Tla, $"{module}.tla")), @"\b[A-Z]\d\d\b"))
            .Select(match => match.Value)
            .Distinct()
            .ToList();

        Assert.All(cited, id => Assert.Contains(id, known));
    }

    /// <summary>The class that a place of a source is in: the last one begun before it.</summary>
    private static string ClassAt(string source, int index) =>
        Regex.Matches(source[..index], @"static (?:partial )?class (\w+)")[^1].Groups[1].Value;

    private static IEnumerable<string> ActionsNamedIn(string documentation)
    {
        var text = Regex.Replace(documentation, @"\n *///", " ");
        return text.Contains("TLA+: no action", StringComparison.Ordinal)
            ? []
            : Regex.Match(text, @"TLA\+: ([\w, ]+)\.").Groups[1].Value.Split(", ");
    }

    private static string HandlerNamedIn(string comment) => Regex.Match(comment, @"C#: (\w+\.On\([\w<>]+\))").Groups[1].Value;
}
