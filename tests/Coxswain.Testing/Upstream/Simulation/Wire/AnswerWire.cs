using System.Security.Cryptography;

namespace Coxswain.Testing.Upstream.Simulation.Wire;

/// <summary>Takes an answer to the client, and keeps the hash of the body bytes that were sent.</summary>
internal abstract class AnswerWire : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Of body bytes, without the framing of HTTP.</summary>
    public long Bytes { get; private set; }

    public string Sha256 => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>Sends status and headers at once.</summary>
    /// <param name="length">Of the body; <see langword="null"/> when it is not known.</param>
    public abstract Task BeginAsync(int status, IReadOnlyList<KeyValuePair<string, string>> headers, long? length);

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        await SendAsync(bytes);
        _hash.AppendData(bytes.Span);
        Bytes += bytes.Length;
    }

    /// <summary>Ends the body as HTTP says.</summary>
    public abstract Task EndAsync();

    public void Dispose() => _hash.Dispose();

    protected abstract Task SendAsync(ReadOnlyMemory<byte> bytes);
}
