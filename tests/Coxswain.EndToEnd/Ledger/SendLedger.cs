using System.Globalization;
using System.Text;

namespace Coxswain.EndToEnd.Ledger;

/// <summary>What one producer sent and what was acknowledged, fsynced outside the process under test: <c>sent 1 20</c>, <c>acked 1 20</c>, both ends inside.</summary>
internal sealed class SendLedger(string path) : IDisposable
{
    private readonly FileStream _file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);

    public void Sent(long first, long last) => Append("sent", first, last);

    public void Acked(long first, long last) => Append("acked", first, last);

    public void Dispose() => _file.Dispose();

    /// <summary>Reads the file anew: memory does not count as evidence.</summary>
    public static (HashSet<long> Sent, HashSet<long> Acked) Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        HashSet<long> sent = [], acked = [];
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            var (first, last) = (long.Parse(words[1], CultureInfo.InvariantCulture), long.Parse(words[2], CultureInfo.InvariantCulture));
            for (var sequence = first; sequence <= last; sequence++)
            {
                (words[0] == "sent" ? sent : acked).Add(sequence);
            }
        }

        return (sent, acked);
    }

    private void Append(string what, long first, long last)
    {
        _file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{what} {first} {last}\n")));
        _file.Flush(flushToDisk: true);
    }
}
