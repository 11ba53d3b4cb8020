using Coxswain.Core.Recovery.Learning;
using Coxswain.Core.Recovery.Requests;

namespace Coxswain.Gateway.Attempts;

/// <summary>A request that a strategy made of the client's.</summary>
/// <param name="Betas">The <c>anthropic-beta</c> header; empty: none is sent.</param>
/// <param name="Before">Tokens of the client's prompt; <see langword="null"/> when the strategy does not change them.</param>
/// <param name="After">Of the changed one; an estimate.</param>
/// <param name="IsForUs">The gateway itself reads the answer: a part of a larger one.</param>
internal sealed record RequestChange(
    RecoveryStrategy Strategy, ReadOnlyMemory<byte> Body, string Model, string Betas, TokenCount? Before = null, TokenCount? After = null, bool IsStream = false, bool IsForUs = false);
