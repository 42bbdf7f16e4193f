package io.github.camelucwa.ops;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.camelucwa.account.Account;
import io.github.camelucwa.account.AccountDirectory;
import io.github.camelucwa.channel.ChannelStatus;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/** Dev console {@code ucwa}: what each account of the context is doing. */
@DevConsole(name = "ucwa", displayName = "UCWA", description = "Accounts, applications and event channels of the ucwa component")
public class UcwaDevConsole extends AbstractDevConsole {

    public UcwaDevConsole() {
        super("camel", "ucwa", "UCWA", "Accounts, applications and event channels of the ucwa component");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        for (Account account : accounts()) {
            AccountFigures figures = AccountFigures.of(account);
            if (!text.isEmpty()) {
                text.append('\n');
            }
            text.append("Account: ").append(account.name()).append('\n');
            figures.values().forEach((name, value) -> text.append("    ").append(name).append(": ").append(value).append('\n'));
        }
        return text.isEmpty() ? "No account is signed in\n" : text.toString();
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        JsonArray list = new JsonArray();
        for (Account account : accounts()) {
            JsonObject json = new JsonObject();
            json.put("account", account.name());
            json.putAll(AccountFigures.of(account).values());
            list.add(json);
        }
        JsonObject root = new JsonObject();
        root.put("accounts", list);
        return root;
    }

    private Collection<Account> accounts() {
        AccountDirectory directory = getCamelContext().hasService(AccountDirectory.class);
        return directory == null ? List.of() : directory.accounts();
    }

    /** How a state is called for people. */
    static String word(ChannelStatus status) {
        return status.state().name().toLowerCase(Locale.ROOT);
    }
}
