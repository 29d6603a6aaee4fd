using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

/// <summary>Names of accounts.</summary>
public static class AccountText
{
    /// <summary>The login and type of the account that a task is about; its identifier if the directory does not know it; null: there is none.</summary>
    public static string? Of(Subject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return Of(subject.Account, subject.Login, subject.AccountType);
    }

    /// <inheritdoc cref="Of(Subject)"/>
    public static string? Of(AccountId? account, string? login, AccountType? type) => (login ?? account?.Value, type) switch
    {
        (null, _) => null,
        ({ } name, null) => name,
        // Most accounts are personal, so the type says nothing new.
        ({ } name, AccountType.Personal) => name,
        ({ } name, { } known) => Say($"{name} ({Name(known)})"),
    };

    public static string Name(AccountType type) => type switch
    {
        AccountType.Personal => Say($"Personal account"),
        AccountType.Admin => Say($"Admin account"),
        AccountType.Service => Say($"Service account"),
        AccountType.Shared => Say($"Shared account"),
    };

    public static string Name(AccountStatus status) => status switch
    {
        AccountStatus.Active => Say($"Active"),
        AccountStatus.Disabled => Say($"Disabled"),
    };
}
