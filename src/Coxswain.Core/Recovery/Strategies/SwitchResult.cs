namespace Coxswain.Core.Recovery.Strategies;

/// <param name="Body">Null when there is no model to go to; then <paramref name="Problem"/> says why.</param>
/// <param name="Model">The one gone to; empty without a body.</param>
/// <param name="Betas">The <c>anthropic-beta</c> header's value; empty: none is to be sent.</param>
/// <param name="Changes">The members changed or left out besides the model, by name.</param>
public sealed record SwitchResult(ReadOnlyMemory<byte>? Body, string Model, string Betas, IReadOnlyList<string> Changes, string Problem)
{
    internal static SwitchResult Refused(string betas, string problem) => new(null, "", betas, [], problem);
}
