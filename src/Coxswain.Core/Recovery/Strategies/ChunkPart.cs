using Coxswain.Core.Recovery.Requests;

namespace Coxswain.Core.Recovery.Strategies;

/// <param name="Body">A request of its own, not streamed.</param>
/// <param name="Material">What of the original body it holds, in order.</param>
/// <param name="Tokens">Of the prompt.</param>
public sealed record ChunkPart(ReadOnlyMemory<byte> Body, IReadOnlyList<ByteRange> Material, TokenCount Tokens);
