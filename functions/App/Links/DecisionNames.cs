using AccessReview.Domain.Tasks;

namespace AccessReview.App.Links;

/// <summary>Decisions as forms and addresses name them: lower case, exactly.</summary>
public static class DecisionNames
{
    private static readonly Dictionary<string, Decision> ByName = Enum.GetValues<Decision>().ToDictionary(Of);

    public static string Of(Decision decision) => decision.ToString().ToLowerInvariant();

    public static Decision? Read(string? name) => name is not null && ByName.TryGetValue(name, out var decision) ? decision : null;
}
