namespace Coxswain.Gateway.Attempts;

/// <summary>What to send, and how patiently.</summary>
/// <param name="Strategy"><c>first</c>, <c>retry</c>, or what changed the request.</param>
/// <param name="FirstContent">How long until content has begun; for an answer that is no stream, until it is whole.</param>
/// <param name="IsHeldBack">False: the response goes to the client as soon as its headers are there, as where nothing may be recovered.</param>
/// <param name="Change">What the strategy did; <see langword="null"/> for the request as the client sent it.</param>
internal sealed record AttemptPlan(string Strategy, string Model, Func<HttpRequestMessage> Request, TimeSpan FirstContent, bool IsHeldBack, RequestChange? Change = null);
