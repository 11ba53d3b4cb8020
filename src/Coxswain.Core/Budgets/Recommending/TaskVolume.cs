namespace Coxswain.Core.Budgets.Recommending;

/// <summary>Requests and tokens of a typical task of one difficulty.</summary>
/// <param name="PromptTokens">Of each request, whole.</param>
/// <param name="NewTokens">Of each request, what is not read from the cache.</param>
internal sealed record TaskVolume(double Requests, long PromptTokens, long NewTokens, long OutputTokens);
