namespace Coxswain.Core.Health.Window;

/// <summary>One request of the main conversation, as the API counted it.</summary>
/// <param name="Turn">From 1.</param>
/// <param name="Epoch">How many compactions came before it.</param>
/// <param name="Model">The one that answered.</param>
/// <param name="NewBytes">Of the text that came into the window since the request before, without the model's own answer.</param>
/// <param name="NewImages">And the images and documents.</param>
public sealed record ContextRequest(
    int Turn, int Epoch, DateTimeOffset Time, string Model, long InputTokens, long CacheReadTokens, long CacheWriteTokens, long OutputTokens, long NewBytes, int NewImages)
{
    /// <summary>Of all text of the conversation that was in the window when it was sent.</summary>
    public long WindowBytes { get; init; }

    /// <inheritdoc cref="WindowBytes"/>
    public int WindowImages { get; init; }

    /// <summary>The user went back since the request before, so that blocks left the window.</summary>
    public bool IsAfterReturn { get; init; }

    /// <summary>What the window held when it was sent.</summary>
    public long PromptTokens => InputTokens + CacheReadTokens + CacheWriteTokens;
}
