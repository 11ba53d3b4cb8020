namespace Coxswain.Core.Recovery.Requests;

/// <param name="Factor">Known tokens for each estimated one.</param>
/// <param name="Whole">Of the whole request.</param>
internal sealed record TokenScale(double BytesPerToken, int ImageTokens, double Factor, TokenCount Whole)
{
    public double OfBytes(long bytes) => bytes / BytesPerToken * Factor;

    public double Of(ContentBlock block) => OfBytes(block.Whole.Length - block.EncodedBytes) + (block.EncodedParts * ImageTokens * Factor);

    public double Of(RequestMessage message) => OfBytes(message.Whole.Length - message.Blocks.Sum(block => block.Whole.Length)) + message.Blocks.Sum(Of);

    /// <summary>Text that has as many tokens.</summary>
    public int BytesFor(double tokens) => (int)Math.Clamp(tokens / Factor * BytesPerToken, 0, int.MaxValue / 2);
}
