using AccessReview.App.Http;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Links;

/// <summary>The names of decisions in forms and URLs: lower case, exact match.</summary>
public static class DecisionNames
{
    private const string Preselected = "d";

    public static string Of(Decision decision) => EnumNames.Of(decision);

    public static Decision? Read(string? name) => EnumNames.Read<Decision>(name);

    /// <summary>An address that preselects a decision. Opening it decides nothing.</summary>
    public static string Preselect(string address, Decision decision) => $"{address}?{Preselected}={Of(decision)}";

    /// <summary>The decision that the address preselects; null: none, or an unknown one.</summary>
    public static Decision? ReadPreselected(IQueryCollection query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Read(query[Preselected] is [{ } name] ? name : null);
    }
}
