using AccessReview.App.Http;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Links;

/// <summary>The names of decisions in forms and URLs: lower case, exact match.</summary>
public static class DecisionNames
{
    public static string Of(Decision decision) => EnumNames.Of(decision);

    public static Decision? Read(string? name) => EnumNames.Read<Decision>(name);
}
