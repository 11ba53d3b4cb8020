namespace Coxswain.Testing.Upstream.Simulation.Thinking;

/// <summary>The checks of thinking blocks that are sent back: signature, then model, then account, then prefix.</summary>
/// <param name="behavior"><c>thinking.block_binding.prefix_mismatch_behavior</c>; <see langword="null"/> when not set.</param>
/// <param name="isNewAccount">Accounts made since 2026-08-31 get the prefix check without asking for it.</param>
internal sealed class ThinkingPolicy(SimulatedModel reader, string account, string? behavior, bool isNewAccount)
{
    /// <param name="origin"><see langword="null"/> when the signature does not fit the text.</param>
    /// <param name="prefix">Hash of what comes before the block now.</param>
    public ThinkingVerdict Judge(ThinkingOrigin? origin, string prefix)
    {
        if (origin is null)
        {
            return ThinkingVerdict.RefuseSignature;
        }

        var isBoundToAccount = SimulatedModel.All.TryGetValue(origin.Maker, out var maker) && maker.Binds.Contains("account");
        if (!reader.Understands(origin.Maker) || (isBoundToAccount && origin.Account != account))
        {
            return ThinkingVerdict.DropForModel;
        }

        // The check belongs to the reading model and to blocks that carry a binding.
        var isChecked = reader.Binds.Contains("prefix") && maker?.Binds.Contains("prefix") == true && (isNewAccount || behavior is not null);
        return !isChecked || origin.Prefix == prefix ? ThinkingVerdict.Read
            : behavior == "drop_block" ? ThinkingVerdict.DropForPrefix
            : ThinkingVerdict.RefusePrefix;
    }
}
