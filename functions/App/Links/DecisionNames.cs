using AccessReview.App.Http;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Links;

/// <summary>Decisions as forms and addresses name them: lower case, exactly.</summary>
public static class DecisionNames
{
    public static string Of(Decision decision) => EnumNames.Of(decision);

    public static Decision? Read(string? name) => EnumNames.Read<Decision>(name);
}
