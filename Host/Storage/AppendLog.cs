using System.Buffers.Binary;
using System.Security.Cryptography;

namespace BgpVerified.Host.Storage;

/// <summary>
/// A log in two files, of which one is in use. Each write is one record, with its length and a checksum, and is synced before it counts; a
/// record that was torn by a crash is the last one, and is cut off. When a file has grown far beyond what it says, the other one is begun
/// with all values, and used from then on once they are on disk.
/// </summary>
/// <remarks>
/// A record: length of what follows its checksum (4 bytes), the first 4 bytes of its SHA-256, then values: key (4), length (4), bytes. A
/// file begins with a record of its own: key -1, the generation (8). Of two files whose first two records are whole the later generation
/// is used.
/// </remarks>
public sealed class AppendLog : IStableStorage
{
    private const int Header = 8;
    private const int GenerationKey = -1;
    private const long SmallestFull = 16 << 20;
    private readonly Dictionary<int, byte[]> values = [];
    private readonly string[] names;
    private readonly long smallestFull;
    private FileStream file;
    private int inUse;
    private long generation;
    private long live;

    /// <summary>Opens it, and reads what there is.</summary>
    /// <param name="folder">The folder of its files.</param>
    /// <param name="smallestFull">From which length on a file may be left for the other; bytes.</param>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    public AppendLog(string folder, long smallestFull = SmallestFull)
    {
        this.smallestFull = smallestFull;
        names = [Path.Combine(folder, "state-0.log"), Path.Combine(folder, "state-1.log")];
        var found = names.Select(ReadAll).ToList();
        inUse = found[1].Generation > found[0].Generation ? 1 : 0;
        (generation, values, var end) = found[inUse];
        live = values.Values.Sum(value => value.Length + Header);
        Recovered = new Dictionary<int, byte[]>(values);
        file = Open(names[inUse], FileMode.OpenOrCreate);
        IsCut = file.Length > end;
        if (end == 0)
        {
            Begin();
        }
        else
        {
            file.SetLength(end);
            file.Position = end;
            file.Flush(flushToDisk: true);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<int, byte[]> Recovered { get; }

    /// <summary>Whether something unreadable was cut off its end when it was opened.</summary>
    public bool IsCut { get; }

    /// <summary>How many bytes were written and synced since it was opened.</summary>
    public long Written { get; private set; }

    /// <inheritdoc/>
    public void Save(IReadOnlyList<(int Key, byte[] Value)> changed)
    {
        foreach (var (key, value) in changed)
        {
            live += value.Length - (values.TryGetValue(key, out var old) ? old.Length : -Header);
            values[key] = value;
        }

        if (file.Position > Math.Max(smallestFull, 4 * live))
        {
            file.Dispose();
            inUse = 1 - inUse;
            file = Open(names[inUse], FileMode.Create);
            Begin();
            return;
        }

        Append(changed);
        file.Flush(flushToDisk: true);
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private static FileStream Open(string name, FileMode mode) => new(name, mode, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);

    private void Begin()
    {
        generation++;
        file.SetLength(0);
        file.Position = 0;
        var number = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(number, generation);
        Append([(GenerationKey, number)]);
        Append([.. values.Select(pair => (pair.Key, pair.Value))]);
        file.Flush(flushToDisk: true);
    }

    private void Append(IReadOnlyList<(int Key, byte[] Value)> all)
    {
        var length = all.Sum(one => Header + one.Value.Length);
        var record = new byte[Header + length];
        var at = Header;
        foreach (var (key, value) in all)
        {
            BinaryPrimitives.WriteInt32BigEndian(record.AsSpan(at), key);
            BinaryPrimitives.WriteInt32BigEndian(record.AsSpan(at + 4), value.Length);
            value.CopyTo(record, at + Header);
            at += Header + value.Length;
        }

        BinaryPrimitives.WriteInt32BigEndian(record, length);
        BinaryPrimitives.WriteUInt32BigEndian(record.AsSpan(4), Sum(record.AsSpan(Header)));
        file.Write(record);
        Written += record.Length;
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash);
    }

    /// <summary>What a file says; generation 0 if it was never completely begun. The end is that of the last whole record.</summary>
    private static (long Generation, Dictionary<int, byte[]> Values, long End) ReadAll(string name)
    {
        var bytes = File.Exists(name) ? File.ReadAllBytes(name) : [];
        var (values, generation, records, at) = (new Dictionary<int, byte[]>(), 0L, 0, 0);
        while (bytes.Length - at >= Header)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
            if (length < 0 || length > bytes.Length - at - Header
                || BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at + 4)) != Sum(bytes.AsSpan(at + Header, length)))
            {
                break;
            }

            var record = bytes.AsSpan(at + Header, length);
            while (record.Length >= Header)
            {
                var (key, size) = (BinaryPrimitives.ReadInt32BigEndian(record), BinaryPrimitives.ReadInt32BigEndian(record[4..]));
                var value = record.Slice(Header, size).ToArray();
                record = record[(Header + size)..];
                if (key == GenerationKey)
                {
                    generation = BinaryPrimitives.ReadInt64BigEndian(value);
                }
                else
                {
                    values[key] = value;
                }
            }

            at += Header + length;
            records++;
        }

        return records < 2 ? (0, [], 0) : (generation, values, at);
    }
}
