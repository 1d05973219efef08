using System.Globalization;
using BgpVerified.Impl.Fab;
using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabMachine;

/// <summary>Reads the text of a configuration and refuses impossible ones, each in one line that says what would be right.</summary>
internal static class MachineConfigReader
{
    private const int MostClients = 8;
    private const int MostSlots = 8;
    private const int MostViews = 4;

    /// <summary>The guards that are FaB's own.</summary>
    private static readonly ValueList<MachineRule> Shared = new(
    [
        MachineRule.AcceptOnce, MachineRule.LearnQuorum, MachineRule.FollowRegency, MachineRule.ElectionProof, MachineRule.Certificate,
        MachineRule.CertificateNumber, MachineRule.CertificateQuorum, MachineRule.SignedAnswers, MachineRule.VouchMajority,
        MachineRule.CommitProofQuorum, MachineRule.CommitQuorum, MachineRule.CommitOwnRegency, MachineRule.ProofNumber,
    ]);

    public static void Check(Configuration source)
    {
        var names = source.Commands.Select(command => command.Split('@')[0]).ToList();
        foreach (var (i, command) in source.Commands.Index())
        {
            if (ClientOf(command, i) is null || !(IsRequest(names[i]) || IsProcess(names[i], source)))
            {
                throw Invalid(
                    $"unreadable command '{command}'; a command is a value to write, a name of letters, or '{MachineConfig.Read}', then "
                    + $"'@p2' to name its client, p1 to p{MostClients}, or a process that may lose its state, a1 to a{source.Acceptors}, "
                    + $"l1 to l{source.Learners} or p1 to p{Proposers(source)}");
            }
        }

        if (names.Where(name => name != MachineConfig.Read).CountBy(name => name)
            .FirstOrDefault(count => count.Value > 1) is { Key: { } twice })
        {
            throw Invalid(
                $"the command '{twice}' is given twice; each client writes a value of its own, and a process loses its state once");
        }

        if (source.Commands.Select((command, i) => ClientOf(command, i)!.Value).CountBy(client => client)
            .FirstOrDefault(count => count.Value > 1) is { Value: > 1, Key: var busy })
        {
            throw Invalid($"client 'p{busy}' is given two commands; a client has one");
        }

        if (!names.Any(name => IsRequest(name) && name != MachineConfig.Read))
        {
            throw Invalid("nobody writes; give a command that is a value to write");
        }

        ConfigurationText.CheckRange("max-length (slots)", source.MaxLength ?? 1, 1, MostSlots);
        ConfigurationText.CheckRange("number of ballots (one 'fast' for each instance in parallel)", source.Ballots.Count, 1, MostSlots);
        ConfigurationText.CheckRange("views (regencies)", source.Views, 1, MostViews);
        if (source.Views > 1 && names.FirstOrDefault(name => name[0] == 'a' && IsProcess(name, source)) is { } acceptor)
        {
            throw Invalid($"impossible command '{acceptor}' with {source.Views} views (regencies); an acceptor loses its state where there "
                + "is one, so give --views 1");
        }

        ConfigurationText.RefuseRepeats(source);
        ConfigurationText.CheckRange("crashes (name who crashes with --faulty, or the process that loses its state as a command)",
            source.Crashes, Math.Min(1, source.Faulty.Count), source.Faulty.Count);
        if (source.Ballots.FirstOrDefault(ballot => ballot != "fast") is { } kind)
        {
            throw Invalid($"impossible ballot '{kind}'; give one 'fast' for each instance that may run in parallel");
        }

        if (source.Conflicts is { Count: > 0 } conflicts)
        {
            throw Invalid($"impossible conflict '{conflicts[0]}'; all requests are ordered, so give --conflicts none");
        }

    }

    /// <summary>The consensus protocol of a slot, with 3f + 1 proposers if the leader changes; FaB's own guards are taken over.</summary>
    public static FabConfig Consensus(Configuration source)
    {
        var parameterized = source.FastFaults is not null;
        var rules = parameterized ? new PfabProtocol().Corrected() : new FabProtocol().Corrected();
        var missing = Shared.Select(RuleNames.Of).Except(source.Rules);
        return new(
            source with
            {
                Ballots = ValueList<string>.Empty,
                Commands = new([FormattableString.Invariant($"a@p{Proposers(source)}")]),
                Conflicts = null,
                MaxLength = null,
                Rules = new(rules.Except(missing)),
            },
            parameterized)
        {
            Values = [.. Requests(source).Where(request => request is not (Register.None or Register.Read)), MachineConfig.Forged,
                .. source.Views == 1 ? Array.Empty<string>() : [Register.NoOp]],
        };
    }

    /// <summary>
    /// Each client's request: the i-th command is of client i, or of the one named after an <c>@</c>; none for a client without.
    /// </summary>
    public static IReadOnlyList<string> Requests(Configuration source)
    {
        var requests = source.Commands.Index().Where(command => IsRequest(command.Item.Split('@')[0]))
            .ToDictionary(command => ClientOf(command.Item, command.Index)!.Value, command => command.Item.Split('@')[0]);
        return
        [
            .. Enumerable.Range(1, requests.Keys.DefaultIfEmpty().Max())
                .Select(client => requests.GetValueOrDefault(client, Register.None)),
        ];
    }

    /// <summary>The processes of a role that may lose their state.</summary>
    public static ProcessSet Losing(Configuration source, char role) =>
        ProcessSet.Of(source.Commands.Select(command => command.Split('@')[0]).Where(name => IsProcess(name, source) && name[0] == role)
            .Select(name => int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture) - 1));

    /// <summary>The number of the client that a command is of, from 1; null if it is unreadable.</summary>
    private static int? ClientOf(string command, int index) =>
        command.Split('@') switch
        {
            [_] when index < MostClients => index + 1,
            [_, ['p', var digit and >= '1' and <= '8']] => digit - '0',
            _ => null,
        };

    private static int Proposers(Configuration source) => source.Views == 1 ? 1 : (3 * source.Faults) + 1;

    private static bool IsRequest(string name) => name.Length > 0 && name.All(char.IsAsciiLetter);

    private static bool IsProcess(string name, Configuration source) =>
        (ConfigurationText.Numbered(name, "a", source.Acceptors) ?? ConfigurationText.Numbered(name, "l", source.Learners)
            ?? ConfigurationText.Numbered(name, "p", Proposers(source))) is > 0
        && !source.Byzantine.Contains(name);

    private static InvalidConfigurationException Invalid(string message) => new(message);
}
