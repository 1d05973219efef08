using System.Diagnostics;

namespace BgpVerified.Faults.Processes;

/// <summary>How a node's process is started.</summary>
/// <param name="Name">Its name, for reports: <c>node1</c>.</param>
/// <param name="Command">The program and its arguments.</param>
/// <param name="Ready">What a line of its standard output begins with once it listens.</param>
/// <param name="Log">The file that its output is appended to.</param>
/// <param name="Take">Takes lines of its output that are for the harness, and says whether one is.</param>
public sealed record NodeStart(string Name, IReadOnlyList<string> Command, string Ready, string Log, Func<string, bool> Take);

/// <summary>A node as a process, which can be killed, stopped, starved of disk, told to misbehave and started again.</summary>
/// <param name="start">How it is started.</param>
public sealed class NodeProcess(NodeStart start) : IAsyncDisposable
{
    private readonly Lock writing = new();
    private Process? process;
    private TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How it is started.</summary>
    public NodeStart Start { get; } = start;

    /// <summary>Whether its process runs, also stopped.</summary>
    public bool IsRunning => process is { HasExited: false };

    /// <summary>How often it was started.</summary>
    public int Starts { get; private set; }

    /// <summary>The most memory that it was seen to use, in bytes (resident set); over all its processes.</summary>
    public long MostMemory { get; private set; }

    /// <summary>Starts it, and waits until it listens.</summary>
    /// <param name="timeout">How long to wait at the most.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>When it listens.</returns>
    /// <exception cref="InvalidOperationException">It ends before, or does not listen in time.</exception>
    public async Task StartAsync(TimeSpan timeout, CancellationToken cancellation)
    {
        ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

        // A write beyond the limit of a file's size ends a process that does not ignore the signal; ignoring it is inherited.
        var info = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "-c", "trap '' XFSZ; exec \"$@\"", "sh" },

            // Compiled code is kept in a shared memory file, to which the limit applies as well, unless it is written where it is run.
            Environment = { ["DOTNET_EnableWriteXorExecute"] = "0" },
        };
        foreach (var word in Start.Command)
        {
            info.ArgumentList.Add(word);
        }

        var started = new Process { StartInfo = info, EnableRaisingEvents = true };
        started.OutputDataReceived += (_, line) => Heard(line.Data);
        started.ErrorDataReceived += (_, line) => Heard(line.Data);
        started.Exited += (_, _) => ready.TrySetException(
            new InvalidOperationException($"{Start.Name} ended before it listened; see {Start.Log}"));
        started.Start();
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        process = started;
        Starts++;
        try
        {
            await ready.Task.WaitAsync(timeout, cancellation);
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException($"{Start.Name} does not listen after {timeout.TotalSeconds:0} s; see {Start.Log}");
        }
    }

    /// <summary>Kills it.</summary>
    /// <returns>When its process is gone.</returns>
    public async Task KillAsync()
    {
        if (process is { HasExited: false } running)
        {
            Measure();
            Signals.SendKill(running.Id);
            await running.WaitForExitAsync();
        }
    }

    /// <summary>Asks it to end; kills it if it does not.</summary>
    /// <param name="patience">How long it may take.</param>
    /// <returns>Whether it ended by itself.</returns>
    public async Task<bool> EndAsync(TimeSpan patience)
    {
        if (process is not { HasExited: false } running)
        {
            return true;
        }

        Measure();
        Signals.SendContinue(running.Id);
        Signals.SendTerminate(running.Id);
        try
        {
            using var timeout = new CancellationTokenSource(patience);
            await running.WaitForExitAsync(timeout.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
            return false;
        }
    }

    /// <summary>Whether it ends by itself in a time.</summary>
    /// <param name="time">The time.</param>
    /// <returns>True if it does, or does not run.</returns>
    public async Task<bool> EndsWithin(TimeSpan time)
    {
        try
        {
            using var timeout = new CancellationTokenSource(time);
            await (process?.WaitForExitAsync(timeout.Token) ?? Task.CompletedTask);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Stops it.</summary>
    public void Pause() => With(Signals.SendStop);

    /// <summary>Lets it go on.</summary>
    public void Continue() => With(Signals.SendContinue);

    /// <summary>Lets no file that it writes grow, or lifts that.</summary>
    /// <param name="isFull">Whether its disk is full.</param>
    public void SetDiskFull(bool isFull) => With(id => Signals.LimitFiles(id, isFull ? 1 : null));

    /// <summary>Tells it on its standard input how to behave: <c>timers 0.5</c>, <c>byzantine replay</c>, <c>byzantine none</c>.</summary>
    /// <param name="line">What it is told.</param>
    public void Tell(string line)
    {
        try
        {
            process?.StandardInput.WriteLine(line);
            process?.StandardInput.Flush();
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // It has ended.
        }
    }

    /// <summary>How much memory it uses now, in bytes (resident set); 0 if it does not run.</summary>
    /// <returns>The bytes.</returns>
    public long Measure()
    {
        if (process is not { HasExited: false } running)
        {
            return 0;
        }

        try
        {
            running.Refresh();
            var bytes = running.WorkingSet64;
            MostMemory = Math.Max(MostMemory, bytes);
            return bytes;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process?.Dispose();
    }

    private void With(Action<int> act)
    {
        if (process is { HasExited: false } running)
        {
            act(running.Id);
        }
    }

    private void Heard(string? line)
    {
        if (line is null || Start.Take(line))
        {
            return;
        }

        lock (writing)
        {
            File.AppendAllText(Start.Log, line + "\n");
        }

        if (line.StartsWith(Start.Ready, StringComparison.Ordinal))
        {
            ready.TrySetResult();
        }
    }
}
