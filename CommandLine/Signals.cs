using System.Diagnostics;
using System.Runtime.InteropServices;

namespace BgpVerified.CommandLine;

/// <summary>
/// Signals that ask the program to end. Once a command listens, the first one stops the exploration, which then reports
/// what it has found; one that comes later ends the program at once.
/// </summary>
internal sealed class Signals : IDisposable
{
    /// <remarks>A shell or <c>timeout</c> may send the same request twice: to the process, and to its group.</remarks>
    private static readonly TimeSpan SameRequest = TimeSpan.FromSeconds(1);
    private static readonly PosixSignal[] Handled = [PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
    private readonly CancellationTokenSource interrupt = new();
    private readonly List<PosixSignalRegistration> registrations = [];
    private readonly Lock turn = new();
    private Stopwatch? sinceFirst;

    /// <summary>From now on signals ask for a report.</summary>
    /// <returns>Cancelled by the first signal.</returns>
    public CancellationToken Listen()
    {
        if (registrations.Count == 0)
        {
            registrations.AddRange(Handled.Select(signal => PosixSignalRegistration.Create(signal, Stop)));
        }

        return interrupt.Token;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        registrations.ForEach(registration => registration.Dispose());
        interrupt.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        lock (turn)
        {
            sinceFirst ??= Stopwatch.StartNew();
            signal.Cancel = sinceFirst.Elapsed < SameRequest;
            if (signal.Cancel)
            {
                interrupt.Cancel();
            }
        }
    }
}
