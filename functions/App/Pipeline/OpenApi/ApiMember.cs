using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;

namespace AccessReview.App.Pipeline.OpenApi;

/// <summary>A member of a record, as the serializer reads or writes it.</summary>
/// <param name="isInput">It is a member of a request body.</param>
internal sealed class ApiMember(JsonPropertyInfo member, bool isInput)
{
    public string Name => member.Name;

    public Type Type => member.PropertyType;

    /// <summary>Null: the member is not a property of a type.</summary>
    public PropertyInfo? Property => member.AttributeProvider as PropertyInfo;

    /// <summary>It stands for a member for each channel of notifications.</summary>
    public bool IsChannels => member.IsExtensionData;

    /// <summary>False: the serializer leaves it out always.</summary>
    public bool IsWritten => isInput ? member.Set is not null || member.AssociatedParameter is not null : member.Get is not null;

    /// <summary>Whether null is sent or read. Responses leave a member out instead, unless it says otherwise.</summary>
    public bool MayBeNull => HasNull && (isInput || IsAlwaysWritten);

    public bool IsRequired => isInput ? member.IsRequired : !HasNull || IsAlwaysWritten;

    private bool HasNull => Nullable.GetUnderlyingType(member.PropertyType) is not null
        || (!member.PropertyType.IsValueType && (isInput ? member.IsSetNullable : member.IsGetNullable));

    private bool IsAlwaysWritten => Property?.GetCustomAttribute<JsonIgnoreAttribute>() is { Condition: JsonIgnoreCondition.Never };

    /// <summary>Adds the limits that the property's attributes state, and the default of its parameter.</summary>
    public void Limit(OpenApiSchema schema)
    {
        foreach (var limit in Property?.GetCustomAttributes<ValidationAttribute>() ?? [])
        {
            switch (limit)
            {
                case LengthAttribute length when schema.Items is not null:
                    (schema.MinItems, schema.MaxItems) = (length.MinimumLength, length.MaximumLength);
                    break;
                case MaxLengthAttribute length:
                    schema.MaxLength = length.Length;
                    break;
                case RangeAttribute range:
                    (schema.Minimum, schema.Maximum) = (Number(range.Minimum), Number(range.Maximum));
                    break;
                case RegularExpressionAttribute form:
                    schema.Pattern = form.Pattern;
                    break;
            }
        }

        if (isInput && member.AssociatedParameter is { HasDefaultValue: true, DefaultValue: bool value })
            schema.Default = JsonValue.Create(value);
    }

    private static string? Number(object value) => Convert.ToString(value, CultureInfo.InvariantCulture);
}
