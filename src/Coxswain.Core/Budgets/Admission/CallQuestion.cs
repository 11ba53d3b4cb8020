namespace Coxswain.Core.Budgets.Admission;

/// <summary>A call that is about to be sent.</summary>
/// <param name="Session">Empty: the client names none.</param>
/// <param name="Agent">Empty: the main conversation.</param>
/// <param name="MaxTokens">The most output it asks for; <see langword="null"/>: it does not say.</param>
public sealed record CallQuestion(string CallId, string Session, string Agent, string ClientRequestId, string Model, long? MaxTokens)
{
    private readonly Lazy<PromptSize?> _prompt = new((PromptSize?)null);

    /// <param name="measure">Asked once, where a budget needs it: reading a large request takes its time. <see langword="null"/>: nobody can tell.</param>
    public CallQuestion(string callId, string session, string agent, string clientRequestId, string model, Func<PromptSize?> measure, long? maxTokens)
        : this(callId, session, agent, clientRequestId, model, maxTokens) => _prompt = new Lazy<PromptSize?>(measure);

    /// <param name="promptTokens">Of a prompt that the cache keeps for five minutes.</param>
    public CallQuestion(string callId, string session, string agent, string clientRequestId, string model, long? promptTokens, long? maxTokens)
        : this(callId, session, agent, clientRequestId, model, maxTokens) => _prompt = new Lazy<PromptSize?>(promptTokens is { } tokens ? new PromptSize(tokens, false) : null);

    /// <summary><see langword="null"/>: nobody can tell.</summary>
    public PromptSize? Prompt => _prompt.Value;

    /// <inheritdoc cref="PromptSize.Tokens"/>
    public long? PromptTokens => Prompt?.Tokens;

    /// <summary><see cref="PromptTokens"/> where somebody needed them already.</summary>
    public long? MeasuredTokens => _prompt.IsValueCreated ? PromptTokens : null;
}
