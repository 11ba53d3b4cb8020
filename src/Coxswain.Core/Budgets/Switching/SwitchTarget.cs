using Coxswain.Core.Recovery.Capabilities;

namespace Coxswain.Core.Budgets.Switching;

/// <summary>What the model to switch to makes of the same conversation.</summary>
/// <param name="Model">As the API wants it written.</param>
/// <param name="WindowTokens">Prompt and answer together; <see langword="null"/>: not known, so nobody can say whether the conversation fits.</param>
/// <param name="CurrentWindowTokens">Of the model to switch from; <see langword="null"/>: not known.</param>
/// <param name="TokenFactor">Its tokens for one of the current model's; 1 for the same tokenizer. An estimate where they differ.</param>
public sealed record SwitchTarget(string Model, long? WindowTokens, long? CurrentWindowTokens = null, double TokenFactor = 1)
{
    public static SwitchTarget Of(ModelCatalog catalog, string from, string to)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var (current, target) = (catalog.Find(from), catalog.Find(to));
        var factor = current is not null && target is not null ? current.BytesPerToken / target.BytesPerToken : 1;
        return new SwitchTarget(to, target?.ContextTokens, current?.ContextTokens, factor);
    }
}
