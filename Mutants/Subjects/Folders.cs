namespace BgpVerified.Mutants.Subjects;

/// <summary>Which folders of Impl stand on which: a change is compiled with what stands on it and what it stands on.</summary>
internal static class Folders
{
    private static readonly Dictionary<string, string[]> Below = new()
    {
        ["Bgp"] = [],
        ["Consensus"] = [],
        ["Registers"] = ["Consensus"],
        ["CrashRegister"] = ["Consensus", "Registers"],
        ["ByzantineRegister"] = ["Consensus", "Registers"],
        ["FabRegister"] = ["Consensus", "Registers"],
        ["SecretRegister"] = ["Consensus", "Registers"],
        ["Fab"] = ["Consensus"],
        ["FabMachine"] = ["Consensus", "Fab"],
    };

    /// <summary>The folders that a change in one of them concerns, itself included.</summary>
    public static IReadOnlyList<string> Concerned(string folder) =>
        Below.ContainsKey(folder)
            ? [.. Below.Where(entry => entry.Key == folder || entry.Value.Contains(folder)).Select(entry => entry.Key)]
            : [.. Below.Keys];

    /// <summary>What has to be compiled for a change in a folder; null for the whole project.</summary>
    public static IReadOnlyList<string>? Compiled(string folder) =>
        Below.ContainsKey(folder)
            ? [.. Concerned(folder).SelectMany(concerned => (string[])[concerned, .. Below[concerned]]).Distinct()]
            : null;
}
