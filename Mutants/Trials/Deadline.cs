using BgpVerified.Mutants.Subjects;

namespace BgpVerified.Mutants.Trials;

/// <summary>
/// Runs something that may not come back. If it does not stop when it is told to, nothing can end it but the end of the process.
/// </summary>
internal static class Deadline
{
    private const int StackSize = 64 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Runs an action.</summary>
    /// <param name="limit">How long it may take.</param>
    /// <param name="action">The action.</param>
    /// <param name="stop">Tells it to stop, or takes that back; null if it cannot be told.</param>
    /// <exception cref="TrialException">It threw, or was stopped.</exception>
    public static T Run<T>(TimeSpan limit, Func<T> action, Action<bool>? stop = null)
    {
        T result = default!;
        Exception? thrown = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = action();
                }
#pragma warning disable CA1031 // Whatever a changed assembly throws is an outcome.
                catch (Exception e)
#pragma warning restore CA1031
                {
                    thrown = e;
                }
            },
            StackSize)
        { IsBackground = true };
        thread.Start();
        var isLate = !thread.Join(limit);
        if (isLate)
        {
            stop?.Invoke(true);
            if (stop is null || !thread.Join(Patience))
            {
                Environment.Exit(Supervisor.Hung);
            }

            stop(false);
        }

        return isLate ? throw new TrialException(new TimeoutException("did not come back"), isTimeout: true)
            : thrown is not null ? throw new TrialException(thrown, isTimeout: false)
            : result;
    }
}

/// <summary>A changed assembly threw, or did not come back.</summary>
internal sealed class TrialException(Exception thrown, bool isTimeout) : Exception(thrown.Message, thrown)
{
    public bool IsTimeout => isTimeout;

    /// <summary>Whether the checker itself refused to go on: its own assertion, not an accident in a handler.</summary>
    public bool IsAssertion => InnerException is InvalidOperationException or NotSupportedException
        && InnerException.TargetSite?.DeclaringType?.Namespace?.StartsWith("BgpVerified.Checker", StringComparison.Ordinal) == true;

    public string Line
    {
        get
        {
            var innermost = GetBaseException();
            var line = $"{innermost.GetType().Name}: {innermost.Message.ReplaceLineEndings(" ")}";
            return line.Length > 200 ? $"{line[..200]} ..." : line;
        }
    }
}
