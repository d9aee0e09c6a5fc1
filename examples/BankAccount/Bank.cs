using EventSourcing;

namespace Examples;

public sealed class Bank : Application
{
    public async Task<string> OpenAsync(string owner, CancellationToken cancel = default)
    {
        var account = new Account(owner);
        await SaveAsync(account, cancel);
        return account.Id;
    }

    public Task DepositAsync(string id, decimal amount, CancellationToken cancel = default) =>
        Repository.UpdateAsync<Account>(id, account => account.Deposit(amount), cancel);

    public Task WithdrawAsync(string id, decimal amount, CancellationToken cancel = default) =>
        Repository.UpdateAsync<Account>(id, account => account.Withdraw(amount), cancel);
}
