using BgpVerified.CoyoteTests.CommandLine;
using Xunit;

namespace BgpVerified.CommandLineTests;

/// <summary>Nothing that is at a path is destroyed, and no more is read than a trace has.</summary>
public sealed class TraceFileTests
{
    private static readonly string Trace = Counterexample();

    [Fact]
    public void SomeoneElsesFileStays()
    {
        using var folder = new Folder();
        folder.Write("out.part", "precious");
        Replay(folder, "out");
        Assert.Equal("precious", File.ReadAllText(folder.File("out.part")));
        Assert.Equal(["out", "out.part", "t.json"], folder.Entries.Order());
    }

    [Theory]
    [InlineData("earlier")]
    [InlineData("")]
    [InlineData(null)]
    public void ALinkIsFollowedAndStays(string? earlier)
    {
        using var folder = new Folder();
        Directory.CreateDirectory(folder.File("inside"));
        var target = folder.File(Path.Combine("inside", "target"));
        if (earlier is not null)
        {
            File.WriteAllText(target, earlier);
        }

        File.CreateSymbolicLink(folder.File("middle"), Path.Combine("inside", "target"));
        File.CreateSymbolicLink(folder.File("link"), "middle");
        Replay(folder, "link");
        Assert.Equal(Trace, File.ReadAllText(target));
        Assert.Equal("middle", new FileInfo(folder.File("link")).LinkTarget);
        Assert.Equal(Path.Combine("inside", "target"), new FileInfo(folder.File("middle")).LinkTarget);
        Assert.Equal(["target"], Directory.EnumerateFileSystemEntries(folder.File("inside")).Select(Path.GetFileName));
    }

    [Fact]
    public void AFileKeepsItsPermissions()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("needs Unix permissions");
            return;
        }

        using var folder = new Folder();
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead;
        File.SetUnixFileMode(folder.Write("out", "earlier"), Mode);
        Replay(folder, "out");
        Assert.Equal(Mode, File.GetUnixFileMode(folder.File("out")));
        Assert.Equal(Trace, File.ReadAllText(folder.File("out")));
    }

    [Fact]
    public void ADeviceIsWrittenInto()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /dev/null");
        using var folder = new Folder();
        File.CreateSymbolicLink(folder.File("null"), "/dev/null");
        Replay(folder, "null");
        Replay(folder, "/dev/null");
        Assert.Empty(File.ReadAllBytes("/dev/null"));
        Assert.Equal("/dev/null", new FileInfo(folder.File("null")).LinkTarget);
    }

    [Fact]
    public async Task APipeIsWrittenInto()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs mkfifo");
        using var folder = new Folder();
        using (var made = System.Diagnostics.Process.Start("mkfifo", folder.File("pipe")))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var read = Task.Run(() => File.ReadAllText(folder.File("pipe")), TestContext.Current.CancellationToken);
        Replay(folder, "pipe");
        Assert.Equal(Trace, await read);
        Assert.Equal(["pipe", "t.json"], folder.Entries.Order());
    }

    [Fact]
    public void AUsualNameIsNotTakenFromSomethingElse()
    {
        using var folder = new Folder();
        var usual = Path.GetFullPath("bgp-NontrivialityInv.trace.json");
        try
        {
            File.WriteAllText(usual, "precious");
            var outcome = Tool.Run(Tool.Split("check bgp --byzantine a4,a3"));
            Assert.Equal(1, outcome.Status);
            Assert.Contains("it is there, and is no trace", outcome.Error, StringComparison.Ordinal);
            Assert.Equal("precious", File.ReadAllText(usual));

            File.WriteAllText(usual, Trace);
            Assert.Contains("\nbgp-NontrivialityInv.trace.json was there and is replaced\n",
                Tool.Run(Tool.Split("check bgp --byzantine a4,a3")).Output, StringComparison.Ordinal);
            Assert.NotEqual(Trace, File.ReadAllText(usual));
        }
        finally
        {
            File.Delete(usual);
        }
    }

    [Theory]
    [InlineData("t.json", 64L << 20, "t.json': ")]
    [InlineData("t.json", (64L << 20) + 1, "it is larger than 64 MiB")]
    [InlineData("t.json", 1L << 40, "it is larger than 64 MiB")]
    public void WhatIsTooLargeIsNotRead(string name, long size, string says)
    {
        using var folder = new Folder();
        using (var file = File.Create(folder.File(name)))
        {
            Assert.SkipUnless(OperatingSystem.IsLinux(), "needs files with holes");
            file.SetLength(size);
        }

        var error = Tool.Run("replay", folder.File(name)).Error;
        Assert.Equal(says.StartsWith("it is", StringComparison.Ordinal),
            error.Contains("it is larger than 64 MiB", StringComparison.Ordinal));
    }

    [Fact]
    public void ADeviceThatNeverEndsIsNotReadForEver()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /dev/zero");
        Tool.Refused(["replay", "/dev/zero"], "cannot read '/dev/zero': it is larger than 64 MiB");
    }

    [Fact]
    public void AFolderIsNoTrace()
    {
        using var folder = new Folder();
        Tool.Refused(["replay", folder.Path], "it is a folder");
    }

    /// <remarks>The steps after the first difference are not valid JSON for a step, and are not looked at.</remarks>
    [Fact]
    public void ALongTraceIsReadUpToItsFirstDifference()
    {
        var trace = System.Text.Json.Nodes.JsonNode.Parse(Trace)!;
        var steps = trace["steps"]!.AsArray();
        steps.Insert(1, steps[0]!.DeepClone());
        steps.Add("no step");
        using var folder = new Folder();
        Tool.Refused(["replay", folder.Write("t.json", trace.ToJsonString())], "step 2 ");
        steps.RemoveAt(1);
        Tool.Refused(["replay", folder.Write("t.json", trace.ToJsonString())],
            $"steps[{steps.Count - 1}] is not what the format has there");
    }

    private static void Replay(Folder folder, string target)
    {
        var outcome = Tool.Run("replay", folder.Write("t.json", Trace), "--format", "json", "--output", target.StartsWith('/')
            ? target
            : folder.File(target));
        Assert.Equal((1, string.Empty), (outcome.Status, outcome.Error));
    }

    private static string Counterexample()
    {
        using var folder = new Folder();
        Tool.Run([.. Tool.Split("check bgp --scenario lower-bound --trace"), folder.File("t.json")]);
        return File.ReadAllText(folder.File("t.json"));
    }
}
