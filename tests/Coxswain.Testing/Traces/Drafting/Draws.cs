using System.Globalization;

namespace Coxswain.Testing.Traces.Drafting;

/// <summary>The one source of chance of a trace. The same seed gives the same draws on every machine.</summary>
internal sealed class Draws(int seed)
{
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz123456789";

    private readonly Random _random = new(seed);

    public double Unit() => _random.NextDouble();

    public int Between(int low, int high) => _random.Next(low, high + 1);

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    /// <summary>Long-tailed around <paramref name="median"/>, never below a tenth nor above eight times of it.</summary>
    public double Around(double median)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
        return Math.Clamp(median * Math.Exp(0.7 * normal), median / 10, median * 8);
    }

    public string Uuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D", CultureInfo.InvariantCulture);
    }

    public string Hex(int bytes)
    {
        var buffer = new byte[bytes];
        _random.NextBytes(buffer);
        return Convert.ToHexStringLower(buffer);
    }

    /// <summary>An id as the API makes them: a prefix and 24 characters.</summary>
    public string ApiId(string prefix) => prefix + string.Create(24, _random, static (span, random) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = Letters[random.Next(Letters.Length)];
        }
    });

    public void Shuffle<T>(T[] items) => _random.Shuffle(items);
}
