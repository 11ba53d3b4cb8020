using Coxswain.Core.Recovery.Requests;

namespace Coxswain.Core.Recovery.Strategies;

/// <param name="Body">Null when too little can be removed without harm, or nothing need be.</param>
/// <param name="After">Measured as <paramref name="Before"/> is, by bytes; always an estimate.</param>
/// <param name="Removed">What was removed, by kind; empty without a body.</param>
/// <param name="AddedBetas">Names the <c>anthropic-beta</c> header needs beside those it has.</param>
public sealed record ReductionResult(ReadOnlyMemory<byte>? Body, TokenCount Before, TokenCount After, IReadOnlyList<ReductionStep> Removed, IReadOnlyList<string> AddedBetas);
