namespace BgpVerified.Host.Storage;

/// <summary>Values by keys that survive a crash of the process.</summary>
public interface IStableStorage : IDisposable
{
    /// <summary>What was saved before the node started, by key.</summary>
    IReadOnlyDictionary<int, byte[]> Recovered { get; }

    /// <summary>Saves values: all of them are on stable storage when it returns. One caller at a time.</summary>
    /// <param name="values">New values by key.</param>
    /// <exception cref="IOException">They are not.</exception>
    void Save(IReadOnlyList<(int Key, byte[] Value)> values);
}

/// <summary>Keeps nothing.</summary>
public sealed class NoStorage : IStableStorage
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<int, byte[]> Recovered { get; } = new Dictionary<int, byte[]>();

    /// <inheritdoc/>
    public void Save(IReadOnlyList<(int Key, byte[] Value)> values)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
