namespace Coxswain.Core.Pricing;

/// <summary>Makes the price book: the shipped prices, then the user's file, which replaces each model it names as a whole.</summary>
internal static class PriceBookLoader
{
    private const string ShippedName = "Coxswain.Core.Pricing.prices.json";

    public static PriceBook Shipped() => Combine(ReadShipped(), null, "");

    /// <param name="userFile">May not exist: then only the shipped prices count.</param>
    /// <exception cref="InvalidPriceBookException">The user's file has a problem; the message lists them all.</exception>
    public static PriceBook Load(string userFile)
    {
        if (userFile.Length == 0 || !File.Exists(userFile))
        {
            return Shipped();
        }

        if (new FileInfo(userFile).Length > PriceBookReader.LargestFileBytes)
        {
            throw new InvalidPriceBookException(userFile, [$"$: larger than {PriceBookReader.LargestFileBytes} bytes"]);
        }

        return Combine(ReadShipped(), PriceBookReader.Read(File.ReadAllBytes(userFile)), userFile);
    }

    internal static PriceBook Combine(PriceBookReading shipped, PriceBookReading? user, string userFile)
    {
        var problems = new List<string>(user?.Problems ?? []);
        var factors = user?.Factors ?? shipped.Factors ?? throw new InvalidPriceBookException("(shipped)", ["$.factors: is missing"]);
        var replaced = (user?.Prices ?? []).Select(price => price.ModelId).ToHashSet(StringComparer.Ordinal);
        List<ModelPrice> prices = [.. shipped.Prices.Where(price => !replaced.Contains(price.ModelId)), .. user?.Prices ?? []];
        PriceBookRules.CheckExactness(prices, factors, problems);
        if (problems.Count > 0)
        {
            throw new InvalidPriceBookException(user is null ? "(shipped)" : userFile, problems);
        }

        return new PriceBook(shipped.Published ?? DateOnly.MinValue, factors, prices);
    }

    private static PriceBookReading ReadShipped()
    {
        using var stream = typeof(PriceBookLoader).Assembly.GetManifestResourceStream(ShippedName)
            ?? throw new InvalidOperationException($"The assembly lacks {ShippedName}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var reading = PriceBookReader.Read(bytes);
        return reading.Problems.Count == 0 ? reading : throw new InvalidPriceBookException("(shipped)", reading.Problems);
    }
}
