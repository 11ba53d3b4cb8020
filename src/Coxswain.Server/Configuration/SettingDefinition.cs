using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Coxswain.Server.Configuration;

/// <summary>One value a user may set: a property of a slice's options class, with the rules its attributes state.</summary>
internal sealed class SettingDefinition(string section, PropertyInfo property, object defaults)
{
    private static readonly string[] SecretEndings = ["Token", "Key", "Password", "WebhookUrl"];

    /// <summary>Text that is read as a comma-separated list; in YAML it may be a list too.</summary>
    private static readonly string[] Lists = ["transcripts.folders", "server.allowedHosts", "store.retention", "alerts.command"];

    /// <summary>Key in <c>IConfiguration</c>: <c>Coxswain:Server:ApiAddress</c>.</summary>
    public string Key { get; } = $"{section}:{property.Name}";

    /// <summary>Name in the file: <c>server.apiAddress</c>.</summary>
    public string Name { get; } = string.Join('.', section.Split(':').Skip(1).Append(property.Name).Select(CamelCase));

    /// <summary>Name in the environment: <c>COX_SERVER_API_ADDRESS</c>.</summary>
    public string Variable { get; } = "COX_" + string.Join('_', section.Split(':').Skip(1).Append(property.Name).Select(SnakeCase));

    public bool IsSecret { get; } = SecretEndings.Any(ending => property.Name.EndsWith(ending, StringComparison.Ordinal));

    public string Default { get; } = Convert.ToString(property.GetValue(defaults), CultureInfo.InvariantCulture) ?? "";

    public bool IsList => Lists.Contains(Name);

    public string TypeName => ValueType.Name switch
    {
        nameof(Int32) or nameof(Int64) => "a whole number",
        nameof(Double) or nameof(Decimal) => "a number",
        nameof(Boolean) => "true or false",
        nameof(TimeSpan) => "a duration such as 00:00:30" + (property.GetCustomAttribute<RangeAttribute>() is { } range ? $", between {range.Minimum} and {range.Maximum}" : ""),
        _ when ValueType.IsEnum => "one of " + string.Join(", ", Enum.GetNames(ValueType)),
        _ => "text",
    };

    /// <summary>True for numbers, truth values and words of a fixed set: in YAML they need no quotes.</summary>
    public bool IsPlain => ValueType != typeof(string) && ValueType != typeof(TimeSpan);

    private Type ValueType { get; } = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;

    public bool Accepts(string value) => Converted(value) is not null;

    /// <summary>The value as the options will hold it, spelled one way: <c>0x1E</c> is 30, <c>TRUE</c> is true.</summary>
    public string Canonical(string value) => Converted(value) switch
    {
        bool truth => truth ? "true" : "false",
        not null and var found when IsPlain => Convert.ToString(found, CultureInfo.InvariantCulture) ?? value,
        _ => value,
    };

    /// <summary>What the attributes of the options class object to, as the rest of a sentence that starts with the name; the value has the right type.</summary>
    public string? Objection(string value)
        => property.GetCustomAttributes<ValidationAttribute>().FirstOrDefault(rule => !IsMet(rule, Converted(value))) is { } broken ? Allowed(broken) : null;

    private static bool IsMet(ValidationAttribute rule, object? value)
    {
        try
        {
            return rule.IsValid(value);
        }
        catch (OverflowException)
        {
            // A range of int on a property of long does not even compare what lies outside int.
            return false;
        }
    }

    private string Allowed(ValidationAttribute rule) => rule switch
    {
        { ErrorMessage: { } said } => said.StartsWith(Name, StringComparison.Ordinal) ? said[Name.Length..].Trim().TrimEnd('.') : said.TrimEnd('.'),
        RangeAttribute range => string.Create(CultureInfo.InvariantCulture, $"must lie between {range.Minimum} and {range.Maximum}"),
        RegularExpressionAttribute pattern => $"must match {pattern.Pattern}",
        RequiredAttribute => "must not be empty",
        _ => rule.FormatErrorMessage(Name),
    };

    private object? Converted(string value)
    {
        if (ValueType == typeof(string))
        {
            return value;
        }

        // A bare number is days to TimeSpan's parser: "30" for half a minute would silently mean a month.
        if (ValueType == typeof(TimeSpan) && !value.Contains(':', StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            var found = TypeDescriptor.GetConverter(ValueType).ConvertFromInvariantString(value);
            return found is not null && (!ValueType.IsEnum || Enum.IsDefined(ValueType, found)) ? found : null;
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            return null;
        }
    }

    private static string CamelCase(string word) => char.ToLowerInvariant(word[0]) + word[1..];

    private static string SnakeCase(string word)
        => string.Concat(word.Select((c, i) => i > 0 && char.IsUpper(c) && !char.IsUpper(word[i - 1]) ? $"_{c}" : char.ToUpperInvariant(c).ToString()));
}
