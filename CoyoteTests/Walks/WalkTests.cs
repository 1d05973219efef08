using System.Security.Cryptography;
using System.Text;
using BgpVerified.CoyoteTests.Documents;
using BgpVerified.CoyoteTests.Traces;
using Xunit;

namespace BgpVerified.CoyoteTests.Walks;

/// <summary>
/// A model written anew must offer the same inputs in the same order. So what every protocol offers on a few walks, in every
/// scenario and without each rule, is kept as a hash; <c>UPDATE_DOCS=1</c> writes the hashes anew, <c>WALKS=DIR</c> the
/// texts that they are of, into a folder, to be compared with those of another commit.
/// </summary>
public sealed class WalkTests
{
    private static readonly string[] Kept = ["CoyoteTests", "Walks", "walks.txt"];

    [Fact]
    public void What_protocols_offer_on_random_walks_is_as_it_was()
    {
        var folder = Environment.GetEnvironmentVariable("WALKS");
        List<string> lines = [.. WalkCase.All.AsParallel().AsOrdered().Select(walk => Line(walk, folder))];

        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") != "1")
        {
            var kept = File.ReadAllLines(Path.Combine([DocumentTests.Root, .. Kept]));
            var changed = lines.Except(kept).Concat(kept.Except(lines)).Select(line => line[..line.LastIndexOf(' ')]).Distinct().ToList();
            Assert.True(changed.Count == 0,
                $"{changed.FirstOrDefault()}: what is offered is not as it was, in {changed.Count} of {kept.Length} lines "
                + $"of {string.Join('/', Kept)}; run with WALKS=DIR to write the texts, do so on the other commit too, and compare with "
                + "diff");
        }

        Golden.AssertCurrent(string.Concat(lines.Select(line => $"{line}\n")), Kept);
    }

    [Fact]
    public void Every_case_has_a_name_of_its_own() =>
        Assert.Empty(WalkCase.All.GroupBy(walk => walk.Name).Where(same => same.Count() > 1).Select(same => same.Key));

    private static string Line(WalkCase walk, string? folder)
    {
        var text = walk.Write();
        if (folder is { Length: > 0 })
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, $"{walk.Name.Replace(' ', '.')}.txt"), text);
        }

        return $"{walk.Name} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16]}";
    }
}
