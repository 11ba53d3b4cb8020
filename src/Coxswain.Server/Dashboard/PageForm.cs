using System.Globalization;
using System.Text;
using Coxswain.Server.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Coxswain.Server.Dashboard;

/// <summary>Fields of a form a page sent.</summary>
internal sealed class PageForm
{
    private readonly Dictionary<string, string> _fields;

    private PageForm(Dictionary<string, string> fields) => _fields = fields;

    public IReadOnlyDictionary<string, string> Fields => _fields;

    /// <summary>Empty: it was not filled in.</summary>
    public string this[string field] => _fields.GetValueOrDefault(field, "");

    /// <summary>As large as <see cref="SmallBody"/> takes; of a field that is there twice the first counts.</summary>
    public static async Task<PageForm> ReadAsync(HttpContext context)
        => new(QueryHelpers.ParseQuery(Encoding.UTF8.GetString((await SmallBody.ReadAsync(context)).Span)).ToDictionary(static one => one.Key, static one => one.Value.FirstOrDefault() ?? "", StringComparer.Ordinal));

    /// <returns><see langword="null"/>: it was not filled in. What is no number is -1, which nothing takes.</returns>
    public int? Number(string field) => this[field].Trim() is { Length: > 0 } text ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1 : null;

    /// <inheritdoc cref="Number"/>
    public decimal? Money(string field) => this[field].Trim().TrimStart('$') is { Length: > 0 } text ? decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var money) ? money : -1 : null;
}
