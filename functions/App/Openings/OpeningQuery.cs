using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Openings;

/// <summary>What the form opens: reviews or removals, of one access, of a person's access, or of everybody who has an entitlement.</summary>
/// <param name="Person">Whose access; null: everybody's.</param>
/// <param name="Access">The entitlement; null: all that the person has.</param>
/// <param name="IsFromAccess">The entitlement's page led to the form and is shown again afterwards.</param>
public sealed record OpeningQuery(TaskKind Kind, UserId? Person, EntitlementId? Access, bool IsFromAccess)
{
    /// <summary>The account of the access, if the person has it with several accounts; null: the first one.</summary>
    public AccountId? Account { get; init; }

    public bool IsRemoval => Kind == TaskKind.Revocation;

    public OpeningAction Action => (Person, Access) switch
    {
        (not null, not null) => DirectOpening.ActionOf(Kind),
        (not null, null) => OpeningAction.ReviewPerson,
        _ => OpeningAction.ReviewEntitlement,
    };

    /// <summary>The page to return to.</summary>
    public string Back => Access is { } access && (IsFromAccess || Person is null) ? DirectoryPaths.Entitlement(access) : DirectoryPaths.Person(Person!.Value); // One of them is there.

    /// <exception cref="ProblemException">404: it says neither whose nor which access, or another kind of task.</exception>
    public static OpeningQuery Of(IQueryCollection query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Checked(query.ReadEnum<TaskKind>(OpeningPaths.Kind), query.ReadId<UserId>(OpeningPaths.Person), query.ReadId<EntitlementId>(OpeningPaths.Access), query.ReadText(OpeningPaths.From)) with { Account = query.ReadId<AccountId>(OpeningPaths.Account) };
    }

    /// <exception cref="ProblemException">404: it says neither whose nor which access, or another kind of task.</exception>
    public static OpeningQuery Of(IFormCollection form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return Checked(
            form.ReadEnum<TaskKind>(OpeningPaths.Kind),
            form.ReadText(OpeningPaths.Person) is null ? null : form.ReadId<UserId>(OpeningPaths.Person),
            form.ReadText(OpeningPaths.Access) is null ? null : form.ReadId<EntitlementId>(OpeningPaths.Access),
            form.ReadText(OpeningPaths.From)) with
        {
            Account = form.ReadText(OpeningPaths.Account) is null ? null : form.ReadId<AccountId>(OpeningPaths.Account),
        };
    }

    private static OpeningQuery Checked(TaskKind? kind, UserId? person, EntitlementId? access, string? from) =>
        kind is { } wanted && DirectOpening.Judge(wanted, null) is null && (person is not null || access is not null)
            ? new OpeningQuery(wanted, person, access, from == OpeningPaths.Access)
            : throw Problems.NotFound();
}
