namespace Coxswain.Core.Budgets.Admission;

/// <summary>A call that is about to be sent.</summary>
/// <param name="Session">Empty: the client names none.</param>
/// <param name="Agent">Empty: the main conversation.</param>
/// <param name="PromptTokens">An estimate, rather too high; <see langword="null"/>: nobody can tell.</param>
/// <param name="MaxTokens">The most output it asks for; <see langword="null"/>: it does not say.</param>
public sealed record CallQuestion(string CallId, string Session, string Agent, string ClientRequestId, string Model, long? PromptTokens, long? MaxTokens);
