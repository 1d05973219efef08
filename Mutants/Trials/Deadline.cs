using BgpVerified.Mutants.Subjects;

namespace BgpVerified.Mutants.Trials;

/// <summary>Runs something that may not come back. If it does not, nothing can end it but the end of the process.</summary>
internal static class Deadline
{
    private const int StackSize = 64 << 20;

    public static T Run<T>(TimeSpan limit, Func<T> action)
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
        if (!thread.Join(limit))
        {
            Environment.Exit(Supervisor.Hung);
        }

        return thrown is null ? result : throw new TrialException(thrown);
    }
}

/// <summary>A changed assembly threw.</summary>
internal sealed class TrialException(Exception thrown) : Exception(thrown.Message, thrown)
{
    /// <summary>Whether the checker itself refused to go on: its own assertion, not an accident in a handler.</summary>
    public bool IsAssertion => InnerException is InvalidOperationException or NotSupportedException
        && InnerException.TargetSite?.DeclaringType?.Namespace?.StartsWith("BgpVerified.Checker", StringComparison.Ordinal) == true;

    public string Line => $"{InnerException!.GetType().Name}: {Message.ReplaceLineEndings(" ")}";
}
