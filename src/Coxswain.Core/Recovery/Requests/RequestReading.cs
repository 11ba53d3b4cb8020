namespace Coxswain.Core.Recovery.Requests;

/// <param name="Request">Null when the body is not a Messages request that can be read with certainty; then it is passed on as it is.</param>
/// <param name="Problem">Why not, without anything of the body; empty when there is a request.</param>
public sealed record RequestReading(MessagesRequest? Request, string Problem);
