namespace Coxswain.Core.Health.Window;

/// <summary>What every request sends before the conversation, in bytes: as the client's transcript tells since about 2.1.303.</summary>
/// <param name="Tools">Bytes of each tool's name, description and schema; deferred ones, which are not sent, left out.</param>
public sealed record PromptShape(long SystemBytes, IReadOnlyDictionary<string, long> Tools);
