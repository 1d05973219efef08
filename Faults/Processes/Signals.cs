using System.ComponentModel;
using System.Runtime.InteropServices;

namespace BgpVerified.Faults.Processes;

/// <summary>What Linux does to a process: signals, and the limit on the files that it writes.</summary>
internal static partial class Signals
{
    private const int Kill = 9;
    private const int Terminate = 15;
    private const int Continue = 18;
    private const int Stop = 19;
    private const int FileSize = 1;

    public static void SendKill(int process) => Send(process, Kill);

    public static void SendTerminate(int process) => Send(process, Terminate);

    public static void SendStop(int process) => Send(process, Stop);

    public static void SendContinue(int process) => Send(process, Continue);

    /// <summary>
    /// Lets no file grow beyond so many bytes; null lifts it. What is written beyond fails with EFBIG, where the signal SIGXFSZ is
    /// ignored; overwriting what is there does not.
    /// </summary>
    public static void LimitFiles(int process, long? bytes)
    {
        var limit = new Limit { Soft = bytes is { } some ? (ulong)some : ulong.MaxValue, Hard = ulong.MaxValue };
        Check(SetLimit(process, FileSize, limit, 0));
    }

    private static void Send(int process, int signal) => Check(SendSignal(process, signal));

    private static void Check(int result)
    {
        if (result != 0 && Marshal.GetLastPInvokeError() is not NoSuchProcess and var error)
        {
            throw new Win32Exception(error);
        }
    }

    private const int NoSuchProcess = 3;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);

    [LibraryImport("libc", EntryPoint = "prlimit", SetLastError = true)]
    private static partial int SetLimit(int process, int resource, in Limit limit, nint old);

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }
}
