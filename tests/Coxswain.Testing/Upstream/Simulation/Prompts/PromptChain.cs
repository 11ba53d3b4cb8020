using System.Security.Cryptography;
using System.Text;

namespace Coxswain.Testing.Upstream.Simulation.Prompts;

/// <summary>A hash of a growing prefix: two are equal exactly when the same parts came in the same order.</summary>
internal sealed class PromptChain : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _length = new byte[8];

    public string Current => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public void Add(string kind, ReadOnlySpan<byte> content)
    {
        AddSized(Encoding.UTF8.GetBytes(kind));
        AddSized(content);
    }

    public void Dispose() => _hash.Dispose();

    // With its length, so that no two lists of parts run together into the same bytes.
    private void AddSized(ReadOnlySpan<byte> bytes)
    {
        BitConverter.TryWriteBytes(_length, (long)bytes.Length);
        _hash.AppendData(_length);
        _hash.AppendData(bytes);
    }
}
