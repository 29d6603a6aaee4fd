using System.Text.Json;
using AccessReview.App.Http;
using AccessReview.App.Pipeline.OpenApi;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Tasks;
using Xunit;
using AppJson = AccessReview.App.Http.Json;

namespace AccessReview.App.Tests.Http;

/// <summary>Enums in bodies and queries are accepted only by the names in the API description.</summary>
public sealed class EnumNameSpecs
{
    /// <summary>Every enum in a body at any depth.</summary>
    public static TheoryData<Type> EnumsInBodies => [.. HttpEndpoint.All.Select(endpoint => endpoint.Api?.Takes).OfType<Type>().SelectMany(EnumsOf).Distinct()];

    [Fact]
    public void Decisions_and_topics_are_documented_enums() => Assert.Superset(new HashSet<string> { "Decision", "NotificationTopic", "MailTiming", "TaskKind" }, EnumsInBodies.Select(row => row.Data.Name).ToHashSet());

    [Theory]
    [MemberData(nameof(EnumsInBodies))]
    public void Every_documented_enum_name_is_accepted_and_no_other(Type type)
    {
        var names = Enum.GetValues(type).Cast<Enum>().ToDictionary(EnumNames.Of);

        Assert.All(names, name => Assert.Equal(name.Value, JsonSerializer.Deserialize($"\"{name.Key}\"", type, AppJson.In)));
        string[] wrong = ["0", "2", "99", "\"0\"", "\"2\"", "\"99\"", "\"\"", "\" \"", "null", "[]", .. names.Keys.SelectMany(name => new[]
        {
            $"\"{char.ToUpperInvariant(name[0])}{name[1..]}\"", $"\"{name.ToUpperInvariant()}\"", $"\" {name}\"", $"\"{name} \"", $"\"{name},{names.Keys.First()}\"", $"\"{name}, {names.Keys.Last()}\"", $"[\"{name}\"]",
        })];
        Assert.All(wrong, json => Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize(json, type, AppJson.In)));
    }

    [Theory]
    [MemberData(nameof(EnumsInBodies))]
    public void The_API_description_lists_the_accepted_enum_names(Type type)
    {
        var description = ApiContract.Description;
        var described = description["components"]!["schemas"]![type.Name]!["enum"]!.AsArray(); // A body holds it.

        Assert.Equal(Enum.GetValues(type).Cast<Enum>().Select(EnumNames.Of), described.Select(name => name!.GetValue<string>()));
    }

    [Fact]
    public void A_query_accepts_only_exact_enum_names()
    {
        Assert.Equal(Decision.Approve, EnumNames.Read<Decision>("approve"));
        Assert.All(["Approve", "APPROVE", "2", "approve,deny", " approve", "approve ", ""], name => Assert.Null(EnumNames.Read<Decision>(name)));
    }

    private static IEnumerable<Type> EnumsOf(Type type)
    {
        var value = Nullable.GetUnderlyingType(type) ?? type;
        if (value.IsEnum)
            return [value];
        if (value.IsGenericType)
            return value.GetGenericArguments().SelectMany(EnumsOf);
        return value.Assembly == typeof(AppJson).Assembly ? value.GetProperties().SelectMany(property => EnumsOf(property.PropertyType)) : [];
    }
}
