using System.Diagnostics;
using BgpVerified.Host.Settings;
using BgpVerified.Spec.Protocols;
using Process = System.Diagnostics.Process;

namespace BgpVerified.Cli.Hosted;

/// <summary>A cluster's nodes as processes of this program. They end with it, however it ends.</summary>
internal sealed class ClusterProcesses : IAsyncDisposable
{
    private readonly bool isTemporary;
    private readonly List<Process> processes = [];

    private ClusterProcesses(string folder, bool isTemporary)
    {
        (Folder, this.isTemporary) = (folder, isTemporary);
        Settings = SettingsFiles.ReadClient(ClientFolder).Cluster;
    }

    /// <summary>This program, as another process is started: by its own executable, or by its assembly.</summary>
    public static IReadOnlyList<string> Program => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "bgpv"
        ? [Environment.ProcessPath!]
        : ["dotnet", typeof(ClusterProcesses).Assembly.Location];

    /// <summary>The cluster's folder.</summary>
    public string Folder { get; }

    /// <summary>The client's folder.</summary>
    public string ClientFolder => Path.Combine(Folder, "client");

    /// <summary>The settings.</summary>
    public ClusterSettings Settings { get; }

    /// <summary>The processes, in the order of the nodes.</summary>
    public IReadOnlyList<Process> Processes => processes;

    /// <summary>A cluster in a folder that is there, or in a new one that is deleted at the end.</summary>
    /// <exception cref="InvalidConfigurationException">The folder is wrong.</exception>
    public static ClusterProcesses Create(string? folder, int nodes, Func<ClusterSettings, ClusterSettings> choose)
    {
        if (folder is not null)
        {
            return new(folder, isTemporary: false);
        }

        var made = Directory.CreateTempSubdirectory("bgpv-cluster-").FullName;
        try
        {
            ClusterInitialization.Write(made, nodes, choose);
            return new(made, isTemporary: true);
        }
        catch (InvalidConfigurationException)
        {
            Directory.Delete(made, recursive: true);
            throw;
        }
    }

    /// <summary>Starts the nodes, and waits until all of them listen.</summary>
    /// <param name="error">Where their messages go.</param>
    /// <param name="stop">When to give up.</param>
    /// <exception cref="InvalidConfigurationException">One ends.</exception>
    public async Task Start(TextWriter error, CancellationToken stop)
    {
        var up = Settings.Nodes.Select(node => StartNode(node.Name, error)).ToList();
        foreach (var (listens, i) in up.Select((listens, i) => (listens, i)))
        {
            if (!await listens.WaitAsync(stop))
            {
                throw new InvalidConfigurationException(
                    $"{Settings.Nodes[i].Name} has ended before it listened; 'bgpv node {Path.Combine(Folder, Settings.Nodes[i].Name)}' "
                        + "says why");
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        List<Process> all = [.. processes];
        processes.Clear();
        all.ForEach(process => process.StandardInput.Close());
        foreach (var process in all)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
            }

            process.Dispose();
        }

        if (isTemporary && Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private Task<bool> StartNode(string name, TextWriter error)
    {
        var listens = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var program = Environment.ProcessPath!;
        var info = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };

        // Several processes share the cores, and make much that is soon forgotten: no profiles of methods, fewer collections.
        foreach (var (variable, value) in ((string, string)[])
            [("DOTNET_TieredPGO", "0"), ("DOTNET_gcConcurrent", "0"), ("DOTNET_GCgen0size", "0x4000000")])
        {
            info.Environment.TryAdd(variable, value);
        }

        if (Path.GetFileNameWithoutExtension(program) != "bgpv")
        {
            // Not started by its own executable: then by its assembly.
            info.FileName = "dotnet";
            info.ArgumentList.Add(typeof(ClusterProcesses).Assembly.Location);
        }

        info.ArgumentList.Add("node");
        info.ArgumentList.Add(Path.Combine(Folder, name));
        info.ArgumentList.Add("--attached");
        var process = new Process { StartInfo = info, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => _ = line.Data is not null && listens.TrySetResult(true);
        process.ErrorDataReceived += (_, line) =>
        {
            if (!string.IsNullOrEmpty(line.Data))
            {
                error.WriteLine($"{name}: {line.Data}");
            }
        };
        process.Exited += (_, _) => listens.TrySetResult(false);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        processes.Add(process);
        return listens.Task;
    }
}
