using AccessReview.App.Http;
using AccessReview.App.Text;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;

namespace AccessReview.App.DirectoryPages;

/// <summary>A user as the API shows them.</summary>
public sealed record UserView(
    UserId Id,
    string Email,
    string DisplayName,
    UserId? ManagerId,
    string TimeZone,
    string Locale,
    bool IsActive,
    UserId? DelegateId,
    DateTimeOffset? DelegateUntil,
    IReadOnlyList<string> Roles)
{
    public string? Department { get; init; }

    public string? Title { get; init; }

    /// <summary>The organization's own term: employee, contractor, ….</summary>
    public string? EmploymentType { get; init; }

    /// <summary>The first day in the organization.</summary>
    public DateOnly? StartDate { get; init; }

    /// <summary>The last day in the organization.</summary>
    public DateOnly? EndDate { get; init; }

    public static UserView Of(User user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return Of(user, user.Roles);
    }

    public static UserView Of(User user, Roles roles)
    {
        ArgumentNullException.ThrowIfNull(user);
        return new(user.Id, user.Email, user.DisplayName, user.ManagerId, user.TimeZone, user.Locale ?? Language.Default.TwoLetterISOLanguageName, user.IsActive, user.DelegateId, user.DelegateUntil, NamesOf(roles))
        {
            Department = user.Department,
            Title = user.Title,
            EmploymentType = user.EmploymentType,
            StartDate = user.StartDate,
            EndDate = user.EndDate,
        };
    }

    private static IReadOnlyList<string> NamesOf(Roles roles) =>
        [.. Enum.GetValues<Roles>().Where(role => role == Domain.Authorization.Roles.Reviewer || roles.HasFlag(role)).Select(role => EnumNames.Of(role))];
}
