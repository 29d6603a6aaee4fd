namespace AccessReview.App.Email;

/// <summary>Whose turn it is first when mails have to wait.</summary>
public enum MailPriority
{
    /// <summary>Somebody waits for it at their screen, or a task is about to close.</summary>
    First,
    Usual,

    /// <summary>A reminder.</summary>
    Later,

    /// <summary>A digest: there is a whole day for it.</summary>
    Last,
}
